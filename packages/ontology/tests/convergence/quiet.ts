import {
  bookings,
  calendarConnections,
  calendarLinks,
  calendarPushes,
  externalEvents,
} from "@availability/db/schema";
import { isDomainError, isProviderError } from "@availability/domain/errors";
import { and, eq, isNull, lt } from "drizzle-orm";
import { expect } from "vitest";
import { probeConnection, setSyncEnabled } from "../../src/calendar/index.ts";
import { requestSyncs } from "../../src/calendar/request-sync.ts";
import { monday } from "../world.ts";
import { connectionOf, reconnect, settleOne } from "./perform.ts";
import type { Stage } from "./stage.ts";
import { note, noteState } from "./trace.ts";
import { type Pass, workOnce } from "./work.ts";

const mostRounds = 25;
const roundMs = 3 * 60_000;
/** The end of the window that is read for certain, whatever the clock did. */
const horizon = monday + 22 * 24 * 3_600_000;

/**
 * Everything heals: no more faults, the account is connected, leases and pauses run out, a person settles what is open. Then
 * workers pass until one has nothing to do. Fails when none ever has.
 */
export async function becomeQuiet(stage: Stage): Promise<void> {
  const { theatre, ctx } = stage;
  await theatre.control("DELETE", "faults");
  const [connection] = await ctx.db
    .select({ status: calendarConnections.status })
    .from(calendarConnections)
    .where(eq(calendarConnections.id, await connectionOf(stage)));
  if (connection?.status !== "active") await reconnect(stage);
  await setSyncEnabled(ctx, { connectionId: await connectionOf(stage), on: true });
  for (const calendar of stage.calendars.keys())
    if (stage.owner.hasTouchedCalendars) await stage.owner.shares(calendar, "owner");
  await waitOutPause(stage);
  let last: Pass | null = null;
  for (let round = 0; round < mostRounds; round++) {
    theatre.world.clock.advance(roundMs);
    last = await pass(stage);
    note(() => `quiet ${round}: ${JSON.stringify(last)}`);
    await noteState(stage);
    const settled = await settleAll(stage, round);
    if (last.changes === 0 && last.undone === 0 && !settled) return;
  }
  throw new Error(`No rest after ${mostRounds} rounds: the last one had ${JSON.stringify(last)}`);
}

/** A used-up quota rests for hours. */
async function waitOutPause(stage: Stage): Promise<void> {
  const { theatre, ctx } = stage;
  const [connection] = await ctx.db
    .select({ until: calendarConnections.throttledUntil })
    .from(calendarConnections)
    .where(eq(calendarConnections.id, await connectionOf(stage)));
  theatre.world.clock.advance(Math.max(0, (connection?.until?.getTime() ?? 0) - ctx.now()));
}

/** A person answers what is open; what the rules of booking refuse is answered otherwise in the next round. */
async function settleAll(stage: Stage, round: number): Promise<boolean> {
  let settled = false;
  try {
    while (await settleOne(stage, round)) settled = true;
  } catch (error) {
    if (!isDomainError(error)) throw error;
    settled = true;
  }
  return settled;
}

/** One pass of a healthy worker; an account that lost its grant unseen is connected again. */
async function pass(stage: Stage): Promise<Pass> {
  const { ctx } = stage;
  if (stage.owner.hasTouchedCalendars) await probe(stage);
  const done = await workOnce(stage, ctx);
  const [connection] = await ctx.db
    .select({ status: calendarConnections.status })
    .from(calendarConnections)
    .where(eq(calendarConnections.id, await connectionOf(stage)));
  if (connection?.status === "needs_reauth") {
    await reconnect(stage);
    return { changes: 1, undone: 1 };
  }
  return done;
}

/** The daily look at the account's calendars. */
async function probe(stage: Stage): Promise<void> {
  try {
    await probeConnection(stage.ctx, { connectionId: await connectionOf(stage) });
  } catch (error) {
    if (!isProviderError(error)) throw error;
  }
}

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
