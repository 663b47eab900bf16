import type { CalendarProvider, Watch } from "@availability/domain/calendar";
import { isProviderError, ProviderError } from "@availability/domain/errors";
import type { GoogleClient } from "./client.ts";
import type { GoogleSettings } from "./config.ts";
import { WireChannel, WireNothing } from "./wire.ts";

type Watching = Pick<CalendarProvider, "watchRenewal" | "watchCalendar" | "extendWatch" | "stopWatch">;

/** Push channels: https://developers.google.com/workspace/calendar/api/guides/push. A channel cannot live longer than it was granted. */
export function createWatching(client: GoogleClient, settings: GoogleSettings): Watching {
  return {
    watchRenewal: "replace",

    async watchCalendar(accessToken, { calendarId, channelId, secret, notificationUrl, expiresAt }) {
      // A stand-in on this machine takes plain http; Google would refuse it every time.
      if (!notificationUrl.startsWith("https://") && !settings.allowHttp) throw needsHttps();
      const requestBody = {
        id: channelId,
        type: "web_hook",
        address: notificationUrl,
        token: secret,
        expiration: String(expiresAt),
      };
      const wire = await client.call(accessToken, WireChannel, (api, options) =>
        api.events.watch({ calendarId, requestBody }, options),
      );
      return watchOf(wire, expiresAt);
    },

    async extendWatch() {
      throw new ProviderError("unsupported", "A Google channel is replaced, never extended", {
        code: "channel_not_extendable",
      });
    },

    async stopWatch(accessToken, { subscriptionId, resourceId }) {
      // Without the resource Google has no way to stop it: it ends by itself.
      if (resourceId === null) return;
      const call = client.call(accessToken, WireNothing, (api, options) =>
        api.channels.stop({ requestBody: { id: subscriptionId, resourceId } }, options),
      );
      await call.catch((error: unknown) => {
        if (!isProviderError(error) || (error.kind !== "not_found" && error.kind !== "gone")) throw error;
      });
    },
  };
}

/** `expiration` is epoch ms in text; without one the channel counts as granted as asked. */
function watchOf(wire: WireChannel, asked: number): Watch {
  const granted = Number(wire.expiration ?? "");
  const expiresAt = Number.isSafeInteger(granted) && granted > 0 ? granted : asked;
  return { subscriptionId: wire.id, resourceId: wire.resourceId, expiresAt };
}

function needsHttps(): ProviderError {
  return new ProviderError("unsupported", "Google sends notifications to https addresses alone", {
    code: "webhook_not_https",
  });
}
