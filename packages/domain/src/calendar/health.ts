import { type HealthWords, healthWords } from "./health-words.ts";
import type { ProviderName } from "./port.ts";

export const healthStates = ["healthy", "syncing", "degraded", "action_needed", "disconnected"] as const;
export type HealthState = (typeof healthStates)[number];

/** Every cause there is, by the state it means. Stable: the API names them. */
export const healthCodes = {
  ok: "healthy",
  not_linked: "healthy",
  reading: "syncing",
  paused: "degraded",
  throttled: "degraded",
  not_answering: "degraded",
  provider_outage: "degraded",
  calendar_missing: "degraded",
  reading_failed: "degraded",
  stale: "degraded",
  access_revoked: "action_needed",
  missing_scope: "action_needed",
  admin_policy: "action_needed",
  misconfigured: "action_needed",
  calendar_gone: "action_needed",
  calendar_read_only: "action_needed",
  disconnected: "disconnected",
} as const satisfies Record<string, HealthState>;
export type HealthCode = keyof typeof healthCodes;

/** How it is with an account or a calendar; instants are epoch ms. `until` is when it ends by itself, where that is known. */
export type Health = {
  state: HealthState;
  code: HealthCode;
  since: number | null;
  until: number | null;
} & HealthWords;

/** What is stored of a connected account; instants are epoch ms. */
export type ConnectionFacts = {
  provider: ProviderName;
  email: string;
  status: "active" | "needs_reauth" | "disconnected";
  /** The provider's own reason of `needs_reauth`. */
  statusReason: string | null;
  statusSince: number;
  syncEnabled: boolean;
  throttledUntil: number | null;
  /** What calls of this account meet at present, and since when. */
  lastErrorCode: string | null;
  lastErrorAt: number | null;
};

/** What is stored of one of its calendars; instants are epoch ms. */
export type CalendarFacts = {
  name: string;
  status: "active" | "gone";
  /** Since when the provider does not name it any more; not believed at first. */
  goneSince: number | null;
  canWrite: boolean;
  isLinked: boolean;
  receivesBookings: boolean;
  isReading: boolean;
  lastSuccessAt: number | null;
  lastErrorCode: string | null;
  lastErrorAt: number | null;
};

export type Clock = { now: number; staleMinutes: number };

// An outage is called one when it has lasted so long; before, we only try again.
const outageMs = 15 * 60_000;

/** The state of one calendar, the account it belongs to considered. */
export function calendarHealth(connection: ConnectionFacts, calendar: CalendarFacts, clock: Clock): Health {
  const { code, since, until } = accountTrouble(connection) ?? calendarTrouble(connection, calendar, clock);
  return health(connection, { code, since, until: until ?? null, calendar: calendar.name });
}

/** The state of an account: what ails it as a whole, or else the worst of its calendars. */
export function connectionHealth(
  connection: ConnectionFacts,
  calendars: readonly CalendarFacts[],
  clock: Clock,
): Health {
  const own = accountTrouble(connection);
  if (own) return health(connection, { ...own, until: null, calendar: null });
  const each = calendars.map((calendar) => calendarHealth(connection, calendar, clock));
  const acting = each.find(({ state }) => state === "action_needed");
  if (acting) return acting;
  const calls = callTrouble(connection, clock);
  if (calls) return health(connection, { ...calls, calendar: null });
  const found =
    each.find(({ state }) => state === "degraded") ?? each.find(({ state }) => state === "syncing");
  if (found) return found;
  return health(connection, { code: "ok", since: connection.statusSince, until: null, calendar: null });
}

type Trouble = { code: HealthCode; since: number | null; until?: number | null };

function accountTrouble(connection: ConnectionFacts): Trouble | null {
  const { status, statusSince: since, lastErrorCode, lastErrorAt } = connection;
  if (status === "disconnected") return { code: "disconnected", since };
  if (status === "needs_reauth") return { code: reauthCode(connection.statusReason), since };
  if (!connection.syncEnabled) return { code: "paused", since };
  return lastErrorCode === "misconfigured" ? { code: "misconfigured", since: lastErrorAt } : null;
}

/** What a provider's reason for ending our access means for people. */
function reauthCode(reason: string | null): HealthCode {
  if (reason === null) return "access_revoked";
  if (reason === "insufficient_scope" || reason === "missing_scopes") return "missing_scope";
  // Google's word, and Entra's numbers: https://learn.microsoft.com/entra/identity-platform/reference-error-codes
  return /admin|AADSTS(65001|90094|90095)|^(65001|90094|90095)$/i.test(reason)
    ? "admin_policy"
    : "access_revoked";
}

function calendarTrouble(connection: ConnectionFacts, calendar: CalendarFacts, clock: Clock): Trouble {
  const { goneSince, lastSuccessAt } = calendar;
  if (calendar.status === "gone") return { code: "calendar_gone", since: goneSince };
  if (calendar.receivesBookings && !calendar.canWrite) return { code: "calendar_read_only", since: null };
  if (!calendar.isLinked) return { code: "not_linked", since: null };
  if (calendar.isReading) return { code: "reading", since: null };
  if (goneSince !== null) return { code: "calendar_missing", since: goneSince };
  const calls = callTrouble(connection, clock) ?? readTrouble(calendar, clock);
  if (calls) return calls;
  const staleSince = lastSuccessAt === null ? null : lastSuccessAt + clock.staleMinutes * 60_000;
  if (staleSince === null || staleSince < clock.now) return { code: "stale", since: staleSince };
  return { code: "ok", since: null };
}

/** What every call of the account meets. */
function callTrouble(
  connection: ConnectionFacts,
  { now }: Clock,
): (Trouble & { until: number | null }) | null {
  const { throttledUntil, lastErrorCode, lastErrorAt } = connection;
  if (throttledUntil !== null && throttledUntil > now) {
    return { code: "throttled", since: null, until: throttledUntil };
  }
  if (lastErrorCode !== "unavailable") return null;
  return { code: outage(lastErrorAt, now), since: lastErrorAt, until: null };
}

function readTrouble({ lastErrorCode, lastErrorAt }: CalendarFacts, { now }: Clock): Trouble | null {
  if (lastErrorCode === null) return null;
  if (lastErrorCode === "unavailable") return { code: outage(lastErrorAt, now), since: lastErrorAt };
  const code = lastErrorCode === "misconfigured" ? "misconfigured" : "reading_failed";
  return { code, since: lastErrorAt };
}

function outage(since: number | null, now: number): HealthCode {
  return since !== null && now - since > outageMs ? "provider_outage" : "not_answering";
}

function health(
  { provider, email }: ConnectionFacts,
  cause: { code: HealthCode; since: number | null; until: number | null; calendar: string | null },
): Health {
  const { code, since, until, calendar } = cause;
  return {
    state: healthCodes[code],
    code,
    since,
    until,
    ...healthWords(code, { provider, email, calendar }),
  };
}
