import { bookings, calendarLinks, calendarPushes, externalEvents } from "@availability/db/schema";
import { and, eq, isNull, lt } from "drizzle-orm";
import { expect } from "vitest";
import { requestSyncs } from "../../src/calendar/request-sync.ts";
import { monday } from "../world.ts";
import { pass } from "./quiet.ts";
import type { Stage } from "./stage.ts";

/** The end of the window that is read for certain, whatever the clock did. */
const horizon = monday + 22 * 24 * 3_600_000;

/** The invariants that hold once everything is quiet. */
export async function expectConverged(stage: Stage): Promise<void> {
  const { ours, mails } = await stage.owner.look();
  const expected = await wantedEvents(stage);
  const text = (rows: { calendar: number; start: number; end: number; pushId: string }[]) =>
    rows.map(({ calendar, start, end, pushId }) => `${calendar} ${iso(start)} ${iso(end)} ${pushId}`).sort();
  // Each confirmed booking stands once in each of its calendars, at its time; nothing else of ours does.
  expect(text(ours)).toEqual(text(expected));
  // What we know to be busy is what the owner put there, and none of ours.
  for (const calendar of stage.calendars.keys()) {
    if (await isRead(stage, calendar))
      expect(await knownBusy(stage, calendar)).toEqual(putBusy(stage, calendar));
  }
  expect(mails).toBe(0);
  // Another pass, which reads all once more, writes nothing, here or there.
  await stage.theatre.control("DELETE", "requests");
  const { organizationId } = stage.ctx.actor;
  const calendarIds = stage.calendars.map(({ id }) => id);
  await requestSyncs(stage.ctx, { organizationId, calendarIds, trigger: "reconcile" });
  expect(await pass(stage)).toEqual({ changes: 0, undone: 0 });
  const requests = await stage.theatre.control("GET", "requests");
  expect(writes(requests, stage.account)).toEqual([]);
}

async function wantedEvents({ ctx, calendars, owner }: Stage) {
  const rows = await ctx.db
    .select({
      calendarId: calendarLinks.calendarId,
      start: bookings.startsAt,
      end: bookings.endsAt,
      pushId: calendarPushes.id,
    })
    .from(bookings)
    .innerJoin(
      calendarLinks,
      and(eq(calendarLinks.productId, bookings.productId), eq(calendarLinks.receivesBookings, true)),
    )
    .leftJoin(
      calendarPushes,
      and(eq(calendarPushes.bookingId, bookings.id), eq(calendarPushes.calendarId, calendarLinks.calendarId)),
    )
    .where(and(eq(bookings.organizationId, ctx.actor.organizationId), eq(bookings.status, "confirmed")));
  return rows
    .map(({ calendarId, start, end, pushId }) => ({
      calendar: calendars.findIndex(({ id }) => id === calendarId),
      start: start.getTime(),
      end: end.getTime(),
      pushId: pushId ?? "never pushed",
    }))
    .filter(({ calendar }) => !owner.lost.has(calendar));
}

async function isRead({ ctx, calendars }: Stage, calendar: number): Promise<boolean> {
  const links = await ctx.db
    .select({ id: calendarLinks.id })
    .from(calendarLinks)
    .where(eq(calendarLinks.calendarId, calendars[calendar]?.id ?? ""));
  return links.length > 0;
}

async function knownBusy({ ctx, calendars }: Stage, calendar: number): Promise<string[]> {
  const rows = await ctx.db
    .select({ start: externalEvents.startsAt, end: externalEvents.endsAt })
    .from(externalEvents)
    .where(
      and(
        eq(externalEvents.calendarId, calendars[calendar]?.id ?? ""),
        isNull(externalEvents.deletedAt),
        lt(externalEvents.startsAt, new Date(horizon)),
        eq(externalEvents.isBusy, true),
      ),
    );
  return rows.map(({ start, end }) => `${start.toISOString()} ${end.toISOString()}`).sort();
}

function putBusy({ owner }: Stage, calendar: number): string[] {
  return owner
    .busy(calendar)
    .filter(({ start }) => start < horizon)
    .map(({ start, end }) => `${iso(start)} ${iso(end)}`)
    .sort();
}

type Logged = { method: string; path: string; account: string | null };

function writes(requests: unknown, account: string): string[] {
  // The log's entries have this shape; the simulator's own tests hold it.
  return (requests as Logged[])
    .filter((request) => request.account === account && request.method !== "GET")
    .filter(({ path }) => !/\/(token|subscriptions)(\?|$)/.test(path))
    .map(({ method, path }) => `${method} ${path}`);
}

const iso = (ms: number) => new Date(ms).toISOString();
