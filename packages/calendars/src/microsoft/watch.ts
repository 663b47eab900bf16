import type { CalendarProvider, Watch } from "@availability/domain/calendar";
import { ProviderError } from "@availability/domain/errors";
import { unless } from "../transport.ts";
import type { GraphClient } from "./client.ts";
import type { MicrosoftSettings } from "./config.ts";
import { pathOf } from "./paging.ts";
import { WireNothing, WireSubscription } from "./wire.ts";

type Watching = Pick<CalendarProvider, "watchRenewal" | "watchCalendar" | "extendWatch" | "stopWatch">;

// 10,080 minutes is the longest life of a subscription to events; ten of them are left for clocks that differ.
const longestLifeMs = 10_070 * 60_000;

/** Change notifications: https://learn.microsoft.com/graph/api/resources/subscription */
export function createWatching(client: GraphClient, settings: MicrosoftSettings): Watching {
  const expiration = (expiresAt: number) =>
    new Date(Math.min(expiresAt, settings.now() + longestLifeMs)).toISOString();
  return {
    watchRenewal: "extend",

    async watchCalendar(accessToken, { calendarId, secret, notificationUrl, expiresAt }) {
      if (!notificationUrl.startsWith("https://") && !settings.allowHttp) throw needsHttps();
      const expirationDateTime = expiration(expiresAt);
      const wire = await client.call(accessToken, WireSubscription, {
        method: "POST",
        path: pathOf(["subscriptions"]),
        body: {
          changeType: "created,updated,deleted",
          notificationUrl,
          // Cannot be added later: it tells of subscriptions that end and of notifications that were lost.
          lifecycleNotificationUrl: notificationUrl,
          resource: `me/calendars/${calendarId}/events`,
          expirationDateTime,
          clientState: secret,
        },
      });
      return watchOf(wire, expirationDateTime);
    },

    async extendWatch(accessToken, { subscriptionId, expiresAt }) {
      const expirationDateTime = expiration(expiresAt);
      const wire = await client.call(accessToken, WireSubscription, {
        method: "PATCH",
        path: pathOf(["subscriptions", subscriptionId]),
        body: { expirationDateTime },
      });
      return watchOf(wire, expirationDateTime);
    },

    async stopWatch(accessToken, { subscriptionId }) {
      const path = pathOf(["subscriptions", subscriptionId]);
      const call = client.call(accessToken, WireNothing, { method: "DELETE", path });
      await call.catch(unless("not_found", null)).catch(unless("gone", null));
    },
  };
}

/** Without a readable end the subscription counts as granted as asked. */
function watchOf(wire: WireSubscription, asked: string): Watch {
  const granted = Date.parse(wire.expirationDateTime ?? "");
  const expiresAt = Number.isNaN(granted) ? Date.parse(asked) : granted;
  return { subscriptionId: wire.id, resourceId: null, expiresAt };
}

function needsHttps(): ProviderError {
  return new ProviderError("unsupported", "Microsoft sends notifications to https addresses alone", {
    code: "webhook_not_https",
  });
}
