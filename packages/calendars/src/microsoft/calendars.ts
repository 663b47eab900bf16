import type { CalendarProvider, RemoteCalendar } from "@availability/domain/calendar";
import { isProviderError } from "@availability/domain/errors";
import type { GraphClient } from "./client.ts";
import { readCalendar } from "./map.ts";
import { follow, pathOf } from "./paging.ts";
import { WireCalendarPage, WireMailboxSettings } from "./wire.ts";
import { ianaZone } from "./zones.ts";

/** The calendars of the mailbox. Graph gives none of them a zone: theirs is the mailbox's, where it may be asked. */
export function createCalendars(client: GraphClient): Pick<CalendarProvider, "listCalendars"> {
  return {
    async listCalendars(accessToken) {
      const first = pathOf(["me", "calendars"], {
        $select: "id,name,canEdit,isDefaultCalendar,hexColor,owner",
        $top: "100",
      });
      const timeZone = await mailboxZone(client, accessToken);
      const pages = follow(client, first, (path) => client.call(accessToken, WireCalendarPage, { path }));
      const calendars: RemoteCalendar[] = [];
      for await (const page of pages) {
        calendars.push(...page.value.flatMap((wire) => (wire ? readCalendar(wire, timeZone) : [])));
      }
      return calendars;
    },
  };
}

/** Null where MailboxSettings.Read was not granted, and for a zone that somebody made up. */
async function mailboxZone(client: GraphClient, accessToken: string): Promise<string | null> {
  const path = pathOf(["me", "mailboxSettings"], { $select: "timeZone" });
  try {
    const { timeZone } = await client.call(accessToken, WireMailboxSettings, { path });
    return ianaZone(timeZone);
  } catch (error) {
    if (isProviderError(error) && error.kind === "insufficient_scope") return null;
    throw error;
  }
}
