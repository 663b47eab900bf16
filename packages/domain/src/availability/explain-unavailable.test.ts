import { expect, test } from "vitest";
import { type ExplainQuery, explainUnavailable } from "./index.ts";

const at = (text: string): number => Date.parse(`2026-06-01T${text}:00Z`);

/** A Monday in UTC, open from nine to three, an hour each; it is midnight. */
const plain: ExplainQuery = {
  timeZone: "UTC",
  weeklyHours: [{ days: [1], start: "09:00", end: "15:00" }],
  exceptions: [],
  busy: [],
  claims: [],
  durationMinutes: 60,
  stepMinutes: 60,
  now: at("00:00"),
  start: at("09:00"),
  end: at("15:00"),
};

/** "HH:MM-HH:MM reason", with the cause's name when there is one. */
function reasons(changes: Partial<ExplainQuery>): string[] {
  const text = (instant: number): string => new Date(instant).toISOString().slice(11, 16);
  return explainUnavailable({ ...plain, ...changes }).map(({ start, end, reason, cause }) =>
    [`${text(start)}-${text(end)}`, reason, cause?.name].filter(Boolean).join(" "),
  );
}

const busy = (reason: "blocked" | "external_busy", start: string, end: string, name: string) => ({
  start: at(start),
  end: at(end),
  reason,
  cause: { kind: "block", id: name, name },
});
const claim = (start: string, end: string, name: string, changes: object = {}) => ({
  start: at(start),
  end: at(end),
  booked: { start: at(start), end: at(end) },
  cause: { kind: "booking", id: name, name },
  ...changes,
});

test("[AV36] where slots lie no reason is given", () => {
  expect(reasons({})).toEqual([]);
  expect(reasons({ start: at("09:30"), end: at("09:40") })).toEqual([]);
  expect(reasons({ start: at("09:00"), end: at("09:00") })).toEqual([]);
});

test("[AV37] closed, or closed by the exception of the date", () => {
  expect(reasons({ start: at("08:00"), end: at("16:00") })).toEqual([
    "08:00-09:00 closed",
    "15:00-16:00 closed",
  ]);
  const cause = { kind: "exception", id: "1", name: "Stocktaking" };
  const exceptions = [{ date: "2026-06-01", hours: [{ start: "10:00", end: "15:00" }], cause }];
  expect(reasons({ exceptions })).toEqual(["09:00-10:00 exception Stocktaking"]);
  expect(reasons({ exceptions: [{ date: "2026-06-01", hours: [], cause }] })).toEqual([
    "09:00-15:00 exception Stocktaking",
  ]);
});

test("[AV37] past, notice and horizon", () => {
  expect(reasons({ now: at("11:00"), minNoticeMinutes: 120 })).toEqual([
    "09:00-11:00 past",
    "11:00-13:00 min_notice",
  ]);
  expect(reasons({ now: at("10:30") })).toEqual(["09:00-11:00 past"]);
  expect(reasons({ now: at("12:00") - 86_400_000, horizonDays: 1 })).toEqual(["12:00-15:00 horizon"]);
  expect(reasons({ now: at("00:00"), minNoticeMinutes: 570 })).toEqual(["09:00-10:00 min_notice"]);
});

test("[AV37] blocked before external busy before booked before held, with their causes", () => {
  expect(
    reasons({
      busy: [
        busy("external_busy", "09:00", "11:00", "Dentist"),
        busy("blocked", "10:00", "12:00", "Painting"),
      ],
      claims: [claim("11:00", "13:00", "Carla"), claim("12:00", "14:00", "hold", { isHold: true })],
      capacity: 1,
    }),
  ).toEqual([
    "09:00-10:00 external_busy Dentist",
    "10:00-12:00 blocked Painting",
    "12:00-13:00 booked Carla",
    "13:00-14:00 held hold",
  ]);
});

test("[AV37] the buffers of a booking, and the time that the buffers of a slot would need", () => {
  const booked = { start: at("11:00"), end: at("12:00") };
  expect(reasons({ claims: [claim("11:00", "13:00", "Carla", { booked })] })).toEqual([
    "11:00-12:00 booked Carla",
    "12:00-13:00 buffer",
  ]);
  expect(reasons({ claims: [claim("11:00", "12:00", "Carla")], bufferAfterMinutes: 30 })).toEqual([
    "10:00-11:00 buffer",
    "11:00-12:00 booked Carla",
  ]);
});

test("[AV37] too few units left, or more attendees than ever fit", () => {
  const claims = [
    claim("09:00", "10:00", "Carla", { lanes: 2 }),
    claim("09:00", "10:00", "Dan", { lanes: 1 }),
  ];
  expect(reasons({ claims, capacity: 4, attendees: 2 })).toEqual(["09:00-10:00 capacity"]);
  expect(reasons({ claims, capacity: 3, attendees: 2 })).toEqual(["09:00-10:00 booked Carla"]);
  expect(reasons({ capacity: 3, attendees: 4 })).toEqual(["09:00-15:00 capacity"]);
});

test("[AV37] a requirement that nobody serves is named", () => {
  const members = [{ id: "anna", hours: null, busy: [{ start: at("10:00"), end: at("11:30") }] }];
  expect(reasons({ requirements: [{ name: "Teacher", count: 1, members }] })).toEqual([
    "10:00-12:00 requirement Teacher",
  ]);
});

test("[AV37] open and free, but shorter than a slot of the grid", () => {
  expect(reasons({ busy: [busy("blocked", "10:30", "10:40", "Call")] })).toEqual([
    "10:00-10:30 too_short",
    "10:30-10:40 blocked Call",
    "10:40-11:00 too_short",
  ]);
});

test("[AV37] a calendar that must be read first stands behind all open time", () => {
  const stale = { kind: "calendar", id: "1", name: "Work" };
  expect(reasons({ stale, start: at("08:00"), busy: [busy("blocked", "10:00", "11:00", "x")] })).toEqual([
    "08:00-09:00 closed",
    "09:00-15:00 calendar_stale Work",
  ]);
});
