import { expect, test } from "vitest";
import {
  type CalendarFacts,
  type ConnectionFacts,
  calendarHealth,
  connectionHealth,
  type HealthCode,
  healthCodes,
} from "./health.ts";

const now = Date.parse("2026-11-24T10:00:00Z");
const minute = 60_000;
const clock = { now, staleMinutes: 60 };

const account: ConnectionFacts = {
  provider: "google",
  email: "ann@example.org",
  status: "active",
  statusReason: null,
  statusSince: now - 100 * minute,
  syncEnabled: true,
  throttledUntil: null,
  lastErrorCode: null,
  lastErrorAt: null,
};
const room: CalendarFacts = {
  name: "Room",
  status: "active",
  goneSince: null,
  canWrite: true,
  isLinked: true,
  receivesBookings: true,
  isReading: false,
  lastSuccessAt: now - 5 * minute,
  lastErrorCode: null,
  lastErrorAt: null,
};

const failing = (code: string, minutesAgo: number) => ({
  lastErrorCode: code,
  lastErrorAt: now - minutesAgo * minute,
});

/** What is stored, what it means, and since when (minutes ago). */
const table: [string, Partial<ConnectionFacts>, Partial<CalendarFacts>, HealthCode, number | null][] = [
  ["all is well", {}, {}, "ok", null],
  [
    "linked to nothing",
    {},
    { isLinked: false, receivesBookings: false, lastSuccessAt: null },
    "not_linked",
    null,
  ],
  ["read now", {}, { isReading: true, ...failing("unavailable", 1) }, "reading", null],
  ["switched off", { syncEnabled: false }, failing("unavailable", 1), "paused", 100],
  ["told to slow down", { throttledUntil: now + minute }, {}, "throttled", null],
  ["was told to slow down", { throttledUntil: now }, {}, "ok", null],
  ["no answer yet", failing("unavailable", 15), {}, "not_answering", 15],
  ["an outage", failing("unavailable", 16), {}, "provider_outage", 16],
  ["an outage of one calendar", {}, failing("unavailable", 16), "provider_outage", 16],
  ["an error of ours", {}, failing("internal", 3), "reading_failed", 3],
  ["missed once", {}, { goneSince: now - 2 * minute, ...failing("not_found", 2) }, "calendar_missing", 2],
  ["never read", {}, { lastSuccessAt: null }, "stale", null],
  ["read too long ago", {}, { lastSuccessAt: now - 61 * minute }, "stale", 1],
  ["consent withdrawn", { status: "needs_reauth", statusReason: "invalid_grant" }, {}, "access_revoked", 100],
  ["no reason kept", { status: "needs_reauth" }, {}, "access_revoked", 100],
  [
    "too little allowed",
    { status: "needs_reauth", statusReason: "insufficient_scope" },
    {},
    "missing_scope",
    100,
  ],
  [
    "Workspace's policy",
    { status: "needs_reauth", statusReason: "admin_policy_enforced" },
    {},
    "admin_policy",
    100,
  ],
  ["Entra's policy", { status: "needs_reauth", statusReason: "AADSTS90094" }, {}, "admin_policy", 100],
  ["our client refused", failing("misconfigured", 4), {}, "misconfigured", 4],
  ["our client refused for one", {}, failing("misconfigured", 4), "misconfigured", 4],
  ["deleted", {}, { status: "gone", goneSince: now - 9 * minute }, "calendar_gone", 9],
  ["to receive what it cannot", {}, { canWrite: false }, "calendar_read_only", null],
  ["only to be read", {}, { canWrite: false, receivesBookings: false }, "ok", null],
  ["disconnected", { status: "disconnected", syncEnabled: false }, { status: "gone" }, "disconnected", 100],
];

test.each(table)("[SY140] %s", (_, connection, calendar, code, minutesAgo) => {
  const found = calendarHealth({ ...account, ...connection }, { ...room, ...calendar }, clock);
  expect(found).toMatchObject({ code, state: healthCodes[code] });
  expect(found.since).toBe(minutesAgo === null ? null : now - minutesAgo * minute);
});

test("[SY140] every cause has a line in the table, words of its own, and names the account or what to do", () => {
  expect(new Set(table.map(([, , , code]) => code))).toEqual(new Set(Object.keys(healthCodes)));
  const whys = table.map(
    ([, connection, calendar]) =>
      calendarHealth({ ...account, ...connection }, { ...room, ...calendar }, clock).why,
  );
  expect(new Set(whys).size).toBe(Object.keys(healthCodes).length);
});

test.each<[string, Partial<ConnectionFacts>, Partial<CalendarFacts>[], HealthCode]>([
  ["nothing linked", {}, [], "ok"],
  [
    "what a person must do comes first",
    { throttledUntil: now + 1 },
    [{ isReading: true }, { status: "gone" }],
    "calendar_gone",
  ],
  ["then what every call meets", failing("unavailable", 20), [{ isReading: true }], "provider_outage"],
  ["then the calendar that fails", {}, [{ isReading: true }, failing("internal", 1)], "reading_failed"],
  ["then a reading under way", {}, [{}, { isReading: true }], "reading"],
  ["revoked access hides the rest", { status: "needs_reauth" }, [{ status: "gone" }], "access_revoked"],
])("[SY141] of an account: %s", (_, connection, calendars, code) => {
  const facts = calendars.map((calendar) => ({ ...room, ...calendar }));
  expect(connectionHealth({ ...account, ...connection }, facts, clock).code).toBe(code);
});

test("[SY140] throttling says until when", () => {
  const found = calendarHealth({ ...account, throttledUntil: now + minute }, room, clock);
  expect(found.until).toBe(now + minute);
});
