import { bookings, calendarConnections } from "@availability/db/schema";
import { isDomainError, isProviderError, must } from "@availability/domain/errors";
import { and, asc, eq, inArray } from "drizzle-orm";
import fc from "fast-check";
import { cancelBooking, createBooking, rescheduleBooking } from "../../src/booking/index.ts";
import {
  disconnect,
  listConflicts,
  resolveConflict,
  setSyncEnabled,
  updateCalendarLinks,
} from "../../src/calendar/index.ts";
import { updateOrganization } from "../../src/organization/index.ts";
import { at, customer } from "../world.ts";
import { hands } from "./hands.ts";
import { hireWorker } from "./mortal.ts";
import type { Span } from "./owner.ts";
import { connect, linkOf, type Stage } from "./stage.ts";
import { workOnce } from "./work.ts";

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
/** One of the faults that the provider has a name for. */
const preset = fc.nat(100);

const kind = <const Kind extends string>(name: Kind) => ({ kind: fc.constant(name) });

/** Everything that may happen, on either side. */
export const deed = fc.oneof(
  { weight: 6, arbitrary: fc.record({ ...kind("book"), product, start: slot }) },
  { weight: 3, arbitrary: fc.record({ ...kind("reschedule"), nth, start: slot }) },
  { weight: 2, arbitrary: fc.record({ ...kind("cancel"), nth }) },
  { weight: 4, arbitrary: fc.record({ ...kind("add"), calendar, span, isFree: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ ...kind("move"), nth, span }) },
  { weight: 2, arbitrary: fc.record({ ...kind("remove"), nth }) },
  { weight: 1, arbitrary: fc.record({ ...kind("addSeries"), calendar, span }) },
  {
    weight: 1,
    arbitrary: fc.record({ ...kind("moveOccurrence"), nth, week, hours: fc.integer({ min: 1, max: 5 }) }),
  },
  { weight: 1, arbitrary: fc.record({ ...kind("removeOccurrence"), nth, week }) },
  { weight: 2, arbitrary: fc.record({ ...kind("moveOurs"), nth, span }) },
  { weight: 1, arbitrary: fc.record({ ...kind("retitleOurs"), nth }) },
  { weight: 2, arbitrary: fc.record({ ...kind("removeOurs"), nth }) },
  { weight: 1, arbitrary: fc.record(kind("removeAllOurs")) },
  { weight: 2, arbitrary: fc.record({ ...kind("settle"), nth }) },
  {
    weight: 1,
    arbitrary: fc.record({ ...kind("policy"), policy: fc.constantFrom("ask", "apply", "revert") }),
  },
  { weight: 1, arbitrary: fc.record({ ...kind("switch"), on: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ ...kind("relink"), calendar, product, purpose }) },
  { weight: 1, arbitrary: fc.record(kind("disconnect")) },
  { weight: 1, arbitrary: fc.record(kind("reconnect")) },
  { weight: 1, arbitrary: fc.record(kind("revoke")) },
  { weight: 4, arbitrary: fc.record({ ...kind("fault"), preset, times: fc.integer({ min: 1, max: 3 }) }) },
  {
    weight: 8,
    arbitrary: fc.record({ ...kind("work"), dieAfterCalls: fc.option(fc.integer({ min: 1, max: 8 })) }),
  },
  { weight: 2, arbitrary: fc.record({ ...kind("wait"), minutes: fc.constantFrom(1, 3, 20, 70) }) },
);
export type Deed = typeof deed extends fc.Arbitrary<infer T> ? T : never;

/** What a schedule begins with, so that every deed finds something to act on. */
export const opening: readonly Deed[] = [
  ...[0, 1, 1].map((product, i) => ({ kind: "book" as const, product, start: firstSlot + i * dayMs })),
  ...[0, 1].map((calendar) => ({ kind: "add" as const, calendar, isFree: false, span: morning(3) })),
  { kind: "addSeries", calendar: 0, span: morning(4) },
  { kind: "work", dieAfterCalls: null },
];

function morning(day: number): Span {
  return { start: firstSlot + day * dayMs, end: firstSlot + day * dayMs + hourMs };
}

/** Does one deed; what the rules or a fault of the provider refuse is refused and no failure. */
export async function perform(stage: Stage, deed: Deed): Promise<void> {
  try {
    await act(stage, deed);
  } catch (error) {
    if (!isDomainError(error) && !isProviderError(error)) throw error;
  }
}

async function act(stage: Stage, deed: Deed): Promise<void> {
  const { ctx, owner, theatre } = stage;
  switch (deed.kind) {
    case "book": {
      const productId = stage.products[deed.product] ?? "";
      await createBooking(ctx, { productId, start: deed.start, attendees: 1, customer });
      return;
    }
    case "reschedule": {
      const booking = await nthBooking(stage, deed.nth);
      if (booking) await rescheduleBooking(ctx, { bookingId: booking.id, start: deed.start });
      return;
    }
    case "cancel": {
      const booking = await nthBooking(stage, deed.nth);
      if (booking) await cancelBooking(ctx, { bookingId: booking.id });
      return;
    }
    case "add":
      return owner.adds(deed.calendar, deed.span, deed.isFree);
    case "addSeries":
      return owner.addsSeries(deed.calendar, deed.span, 3);
    case "move":
      return owner.moves(deed.nth, deed.span);
    case "remove":
      return owner.removes(deed.nth);
    case "moveOccurrence":
      return owner.movesOccurrence(deed.nth, deed.week, deed.hours);
    case "removeOccurrence":
      return owner.removesOccurrence(deed.nth, deed.week);
    case "moveOurs":
      return owner.movesOurs(deed.nth, deed.span);
    case "retitleOurs":
      return owner.retitlesOurs(deed.nth);
    case "removeOurs":
      return owner.removesOurs(deed.nth);
    case "removeAllOurs":
      return owner.removesAllOurs();
    case "settle":
      await settleOne(stage, deed.nth);
      return;
    case "policy":
      await updateOrganization(ctx, { externalChangePolicy: deed.policy });
      return;
    case "switch":
      await setSyncEnabled(ctx, { connectionId: await connectionOf(stage), on: deed.on });
      return;
    case "relink": {
      const calendarId = stage.calendars[deed.calendar]?.id ?? "";
      const productId = stage.products[deed.product] ?? "";
      const links = deed.purpose ? [linkOf(productId, deed.purpose)] : [];
      await updateCalendarLinks(ctx, { calendarId, links });
      return;
    }
    case "disconnect": {
      await disconnect(ctx, { connectionId: await connectionOf(stage) });
      return;
    }
    case "reconnect":
      await reconnect(stage);
      return;
    case "revoke":
      await theatre.control("POST", `accounts/${stage.account}/revoke`);
      return;
    case "fault":
      await theatre.control("POST", "faults", {
        preset: nthOf(hands[theatre.provider].presets, deed.preset),
        times: deed.times,
      });
      return;
    case "work":
      if (deed.dieAfterCalls === null) await workOnce(stage, ctx);
      else {
        const worker = hireWorker({ ...theatre, url: theatre.world.url, ctx }, deed.dieAfterCalls);
        await worker.run((own) => workOnce(stage, own).then(() => undefined));
      }
      return;
    case "wait":
      theatre.world.clock.advance(deed.minutes * 60_000);
  }
}

/** Connects the account again, unless a fault stands in the way. */
export async function reconnect(stage: Stage): Promise<void> {
  await connect(stage);
}

export async function connectionOf({ ctx }: Stage): Promise<string> {
  const [connection] = await ctx.db
    .select({ id: calendarConnections.id })
    .from(calendarConnections)
    .where(eq(calendarConnections.organizationId, ctx.actor.organizationId));
  return connection?.id ?? "";
}

/** A person answers the oldest question that is open; false when none is. Letting both stand is for overlaps alone. */
export async function settleOne({ ctx }: Stage, n: number): Promise<boolean> {
  const { data } = await listConflicts(ctx, { state: "open", limit: 100 });
  const conflict = data.at(-1);
  if (!conflict) return false;
  const choices = conflict.choices.filter(
    (choice) => (choice === "dismiss") === (conflict.kind === "overlap"),
  );
  const choice = nthOf(choices, n);
  await resolveConflict(ctx, { conflictId: conflict.id, choice });
  return true;
}

function nthOf<T>(items: readonly T[], n: number): T {
  return must(items[n % items.length], "there is one at least");
}

async function nthBooking({ ctx }: Stage, n: number) {
  const rows = await ctx.db
    .select({ id: bookings.id })
    .from(bookings)
    .where(
      and(eq(bookings.organizationId, ctx.actor.organizationId), inArray(bookings.status, ["confirmed"])),
    )
    .orderBy(asc(bookings.id));
  return rows[n % Math.max(rows.length, 1)];
}
