import fc from "fast-check";
import { at } from "../world.ts";
import type { Span } from "./owner.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** A Monday a week ahead, 09:00 in Berlin; no clock changes while the series run. */
const firstSlot = at("2026-11-30T09:00:00+01:00");

/** The slots are the hours of eight working days. */
const slot = fc.nat(63).map((n) => {
  const day = Math.floor(n / 8);
  return firstSlot + (day + 2 * Math.floor(day / 5)) * dayMs + (n % 8) * hourMs;
});
const span = fc
  .record({ start: slot, halfHours: fc.integer({ min: 1, max: 4 }), late: fc.boolean() })
  .map(({ start, halfHours, late }): Span => {
    const from = start + (late ? hourMs / 2 : 0);
    return { start: from, end: from + (halfHours * hourMs) / 2 };
  });
const calendar = fc.nat(1);
const product = fc.nat(1);
const nth = fc.nat(20);
const week = fc.nat(2);
const purpose = fc.constantFrom("both", "busy", "receives", null);
const hours = fc.integer({ min: 1, max: 5 });
const times = fc.integer({ min: 1, max: 3 });
const answer = fc.constantFrom("accepted", "declined", "tentative");

const kind = <const Kind extends string>(name: Kind) => ({ kind: fc.constant(name) });

/** Everything that may happen, on either side. */
const happening = fc.oneof(
  { weight: 6, arbitrary: fc.record({ ...kind("book"), product, start: slot }) },
  { weight: 3, arbitrary: fc.record({ ...kind("reschedule"), nth, start: slot }) },
  { weight: 2, arbitrary: fc.record({ ...kind("cancel"), nth }) },
  { weight: 4, arbitrary: fc.record({ ...kind("add"), calendar, span, isFree: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ ...kind("move"), nth, span }) },
  { weight: 1, arbitrary: fc.record({ ...kind("show"), nth, isFree: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ ...kind("answer"), nth, answer }) },
  { weight: 2, arbitrary: fc.record({ ...kind("remove"), nth }) },
  { weight: 1, arbitrary: fc.record({ ...kind("addSeries"), calendar, span }) },
  { weight: 1, arbitrary: fc.record({ ...kind("moveSeries"), nth, hours }) },
  { weight: 1, arbitrary: fc.record({ ...kind("moveOccurrence"), nth, week, hours }) },
  { weight: 1, arbitrary: fc.record({ ...kind("removeOccurrence"), nth, week }) },
  { weight: 2, arbitrary: fc.record({ ...kind("moveOurs"), nth, span }) },
  { weight: 1, arbitrary: fc.record({ ...kind("retitleOurs"), nth }) },
  { weight: 2, arbitrary: fc.record({ ...kind("removeOurs"), nth }) },
  { weight: 1, arbitrary: fc.record(kind("removeAllOurs")) },
  {
    weight: 1,
    arbitrary: fc.oneof(
      { weight: 3, arbitrary: fc.record({ ...kind("renameCalendar"), calendar, nth }) },
      { weight: 1, arbitrary: fc.record({ ...kind("deleteCalendar"), calendar }) },
    ),
  },
  {
    weight: 1,
    arbitrary: fc.record({ ...kind("share"), calendar, role: fc.constantFrom("owner", "reader") }),
  },
  { weight: 1, arbitrary: fc.record({ ...kind("endCursors"), calendar }) },
  { weight: 2, arbitrary: fc.record({ ...kind("settle"), nth }) },
  {
    weight: 1,
    arbitrary: fc.record({ ...kind("policy"), policy: fc.constantFrom("ask", "apply", "revert") }),
  },
  { weight: 1, arbitrary: fc.record({ ...kind("switch"), on: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ ...kind("relink"), calendar, product, purpose }) },
  {
    weight: 1,
    arbitrary: fc.record({ ...kind("disconnect"), futureEvents: fc.constantFrom("keep", "remove") }),
  },
  { weight: 2, arbitrary: fc.record(kind("reconnect")) },
  { weight: 1, arbitrary: fc.record(kind("revoke")) },
  {
    weight: 1,
    arbitrary: fc.record({ ...kind("ask"), calendar, trigger: fc.constantFrom("manual", "reconcile") }),
  },
  { weight: 1, arbitrary: fc.record(kind("probe")) },
  {
    weight: 4,
    arbitrary: fc.record({ ...kind("fault"), fault: nth, from: fc.integer({ min: 1, max: 3 }), times }),
  },
  { weight: 1, arbitrary: fc.record({ ...kind("habit"), habit: nth }) },
  { weight: 1, arbitrary: fc.record({ ...kind("skew"), seconds: fc.integer({ min: -120, max: 120 }) }) },
  { weight: 2, arbitrary: fc.record({ ...kind("wait"), minutes: fc.constantFrom(1, 3, 20, 70) }) },
);
export type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;

/** A worker passes. It may die after some calls to the provider, and during one of them something else may happen. */
export type Work = {
  kind: "work";
  dieAfterCalls: number | null;
  meanwhile: { call: number; deed: Happening | { kind: "anotherWorker" } } | null;
};
const call = fc.integer({ min: 1, max: 8 });
const meanwhile = fc.record({
  call,
  deed: fc.oneof(
    { weight: 6, arbitrary: happening },
    { weight: 1, arbitrary: fc.record(kind("anotherWorker")) },
  ),
});
const work: fc.Arbitrary<Work> = fc.record({
  ...kind("work"),
  dieAfterCalls: fc.option(call),
  meanwhile: fc.option(meanwhile, { freq: 2 }),
});

export type Deed = Happening | Work;
export const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 52, arbitrary: happening },
  { weight: 10, arbitrary: work },
);

/** What a schedule begins with, so that every deed finds something to act on. */
export const opening: readonly Deed[] = [
  ...[0, 1, 1].map((product, i) => ({ kind: "book" as const, product, start: firstSlot + i * dayMs })),
  ...[0, 1].map((calendar) => ({ kind: "add" as const, calendar, isFree: false, span: morning(3) })),
  { kind: "addSeries", calendar: 0, span: morning(4) },
  { kind: "work", dieAfterCalls: null, meanwhile: null },
];

function morning(day: number): Span {
  return { start: firstSlot + day * dayMs, end: firstSlot + day * dayMs + hourMs };
}
