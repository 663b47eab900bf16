import type { AccessRole, Calendar } from "../state/model.ts";
import { AccessRole as AccessRoles } from "../state/model.ts";
import { pageOf } from "../state/page-of.ts";
import { type Answer, type Call, calendarOf, hasRole } from "./call.ts";
import { etagOf } from "./event-view.ts";
import { badRequest, invalid } from "./google-error.ts";
import { fullSyncRequired } from "./listing.ts";
import { decodePageToken, decodeSyncToken, encodeToken } from "./sync-token.ts";

/** calendarList.list: the calendars the caller can see, paged; with `syncToken` the entries that changed since. */
export function listCalendars(call: Call): Answer {
  const { query, account, simulator } = call;
  const { state } = simulator.store;
  const since = sinceVersion(call);
  const least = query.oneOf("minAccessRole", AccessRoles.options);
  if (since !== null && least !== undefined)
    throw badRequest("Sync token cannot be used with minAccessRole.");
  const page = readPage(call);
  const version = page?.version ?? state.listVersion;
  const entries = Object.values(state.calendars).flatMap((calendar) => {
    const role = calendar.access[account];
    if (calendar.provider !== "google" || role === undefined) return [];
    if (least !== undefined && !hasRole(role, least)) return [];
    const shown =
      since === null ? !calendar.deleted || query.flag("showDeleted") : calendar.listVersion > since;
    return shown ? [{ calendar, role }] : [];
  });
  const asked = query.count("maxResults", 100, 250);
  const size = Math.min(asked, state.settings.pageSize ?? asked);
  // Primary first, the rest by name: the order in which people see them.
  const key = ({ calendar }: { calendar: Calendar }) =>
    `${calendar.primary ? 0 : 1} ${calendar.summary} ${calendar.id}`;
  const { items, after } = pageOf(entries, { key, after: page?.after ?? null, size });
  const token = { calendar: account, epoch: state.epoch, version, parameters: "" };
  return {
    status: 200,
    definition: "CalendarList",
    body: {
      kind: "calendar#calendarList",
      etag: etagOf(state.listVersion),
      ...(after === null
        ? { nextSyncToken: encodeToken({ t: "sync", ...token }) }
        : { nextPageToken: encodeToken({ t: "page", ...token, after }) }),
      items: items.map(({ calendar, role }) => entryView(calendar, role, account)),
    },
  };
}

/** calendarList.get */
export function getCalendarEntry(call: Call): Answer {
  const { calendar } = calendarOf(call);
  const role = calendar.access[call.account] ?? "freeBusyReader";
  return { status: 200, definition: "CalendarListEntry", body: entryView(calendar, role, call.account) };
}

/** calendars.get */
export function getCalendar(call: Call): Answer {
  const { calendar } = calendarOf(call);
  const { id, summary, description, timeZone, version } = calendar;
  return {
    status: 200,
    definition: "Calendar",
    body: {
      kind: "calendar#calendar",
      etag: etagOf(version),
      id,
      summary,
      ...(description === undefined ? {} : { description }),
      timeZone,
    },
  };
}

function entryView(calendar: Calendar, role: AccessRole, account: string) {
  return {
    kind: "calendar#calendarListEntry",
    etag: etagOf(calendar.listVersion),
    id: calendar.id,
    summary: calendar.summary,
    ...(calendar.description === undefined ? {} : { description: calendar.description }),
    timeZone: calendar.timeZone,
    colorId: "9",
    backgroundColor: "#7bd148",
    foregroundColor: "#000000",
    selected: true,
    accessRole: role,
    defaultReminders: [],
    ...(calendar.primary && calendar.owner === account ? { primary: true } : {}),
    ...(calendar.deleted ? { deleted: true } : {}),
  };
}

function sinceVersion({ query, account, simulator }: Call): number | null {
  const text = query.text("syncToken");
  if (text === undefined) return null;
  const token = decodeSyncToken(text);
  if (token === null || token.calendar !== account || token.epoch !== simulator.store.state.epoch)
    throw fullSyncRequired();
  return token.version;
}

function readPage({ query, account }: Call) {
  const text = query.text("pageToken");
  if (text === undefined) return null;
  const token = decodePageToken(text);
  if (token === null || token.calendar !== account) throw invalid("Invalid page token value.", "pageToken");
  return token;
}
