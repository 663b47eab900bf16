import type { Calendar } from "../state/model.ts";
import { pageOf } from "../state/page-of.ts";
import { type Answer, type Call, calendarOf, calendarsOf, canEdit, isDefault } from "./call.ts";
import { nextLink, pageSize } from "./links.ts";
import { objectId } from "./object-id.ts";
import { windowsName } from "./windows-zones.ts";

/** GET /me */
export function getMe(call: Call): Answer {
  const account = accountOf(call);
  return {
    status: 200,
    body: {
      "@odata.context": contextOf(call, "users/$entity"),
      id: objectId(account.email),
      displayName: account.name,
      mail: account.email,
      userPrincipalName: account.email,
      preferredLanguage: null,
    },
  };
}

/** GET /me/mailboxSettings */
export function getMailboxSettings(call: Call): Answer {
  const { timeZone } = accountOf(call);
  const windows = call.simulator.store.state.settings.windowsZoneNames;
  return {
    status: 200,
    definition: "mailboxSettings",
    body: {
      "@odata.context": contextOf(call, "mailboxSettings"),
      timeZone: windows ? windowsName(timeZone) : timeZone,
      language: { locale: "en-GB", displayName: "English (United Kingdom)" },
      dateFormat: "dd/MM/yyyy",
      timeFormat: "HH:mm",
    },
  };
}

/** GET /me/calendars */
export function listCalendars(call: Call): Answer {
  const calendars = calendarsOf(call);
  const { items, after } = pageOf(
    calendars.map((calendar, index) => ({ calendar, index })),
    {
      key: ({ index }) => String(index).padStart(6, "0"),
      after: call.query.text("$skiptoken") ?? null,
      size: pageSize(call, 10),
    },
  );
  return {
    status: 200,
    body: {
      "@odata.context": contextOf(call, "calendars"),
      value: items.map(({ calendar }) => calendarView(calendar, call.account)),
      ...nextLink(call, after),
    },
  };
}

/** GET /me/calendars/{id} */
export function getCalendar(call: Call): Answer {
  return { status: 200, definition: "calendar", body: calendarView(calendarOf(call), call.account) };
}

function calendarView(calendar: Calendar, account: string): Record<string, unknown> {
  const byDefault = isDefault(calendar, account);
  return {
    id: calendar.id,
    name: calendar.summary,
    color: "auto",
    hexColor: "",
    isDefaultCalendar: byDefault,
    changeKey: Buffer.from(`list ${calendar.listVersion}`).toString("base64"),
    canShare: calendar.owner === account,
    canViewPrivateItems: calendar.owner === account,
    canEdit: canEdit(calendar, account),
    allowedOnlineMeetingProviders: ["teamsForBusiness"],
    defaultOnlineMeetingProvider: "teamsForBusiness",
    isTallyingResponses: byDefault,
    isRemovable: !byDefault,
    owner: { name: calendar.owner, address: calendar.owner },
  };
}

export function contextOf({ simulator }: Call, path: string): string {
  return `${simulator.publicUrl()}/microsoft/v1.0/$metadata#${path}`;
}

function accountOf({ simulator, account }: Call) {
  const found = simulator.store.state.accounts[account];
  if (found === undefined) throw new Error(`The account ${account} of a live token does not exist.`);
  return found;
}
