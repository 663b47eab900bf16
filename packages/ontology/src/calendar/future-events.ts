import type { Queryable } from "@availability/db";
import { bookings, calendarPushes, externalCalendars } from "@availability/db/schema";
import { isDomainError, isProviderError } from "@availability/domain/errors";
import { and, asc, eq, gt, inArray, lt, or } from "drizzle-orm";
import type { Ctx } from "../ctx.ts";
import { withdrawPushes } from "./desire-pushes.ts";
import { pushBooking } from "./push-booking.ts";

type Target = { organizationId: string; connectionId: string };

// A person waits for the answer: what is beyond is said to be left.
const mostRemoved = 100;
const atOnce = 3;

/** Events of future bookings that stand, or may stand, in the calendars of one account. */
export async function countFutureEvents(db: Queryable, target: Target & { now: number }): Promise<number> {
  return db.$count(calendarPushes, standing(db, target));
}

/**
 * Removes the events of future bookings from the calendars of one account, at most a hundred, while it can still be reached.
 * Returns how many went and how many are left there.
 */
export async function removeFutureEvents(
  ctx: Ctx,
  { organizationId, connectionId }: Target,
): Promise<{ removed: number; left: number }> {
  const target = { organizationId, connectionId, now: ctx.now() };
  const pushes = await ctx.db.transaction(async (tx) => {
    const found = await tx
      .select({
        id: calendarPushes.id,
        bookingId: calendarPushes.bookingId,
        calendarId: calendarPushes.calendarId,
      })
      .from(calendarPushes)
      .where(standing(tx, target))
      .orderBy(asc(calendarPushes.id));
    const at = new Date(ctx.now());
    for (const calendarId of new Set(found.map((push) => push.calendarId))) {
      const bookingIds = found.filter((push) => push.calendarId === calendarId).map((one) => one.bookingId);
      await withdrawPushes(tx, { organizationId, bookingIds, calendarId, at });
    }
    return found;
  });
  const removed = await workOff(
    ctx,
    pushes.slice(0, mostRemoved).map(({ id }) => id),
  );
  return { removed, left: pushes.length - removed };
}

/** Stops at the first round in which nothing could be removed: the account does not answer. */
async function workOff(ctx: Ctx, pushIds: string[]): Promise<number> {
  let removed = 0;
  for (let start = 0; start < pushIds.length; start += atOnce) {
    const round = pushIds.slice(start, start + atOnce);
    const gone = await Promise.all(round.map((pushId) => remove(ctx, pushId)));
    const count = gone.filter(Boolean).length;
    if (count === 0) break;
    removed += count;
  }
  return removed;
}

async function remove(ctx: Ctx, pushId: string): Promise<boolean> {
  try {
    const outcome = await pushBooking(ctx, { pushId });
    return outcome.kind === "applied" || outcome.kind === "current";
  } catch (error) {
    // What could not be removed is counted as left, and removed when the account is connected again.
    if (isProviderError(error) || isDomainError(error)) return false;
    throw error;
  }
}

function standing(db: Queryable, { organizationId, connectionId, now }: Target & { now: number }) {
  const calendars = db
    .select({ id: externalCalendars.id })
    .from(externalCalendars)
    .where(eq(externalCalendars.connectionId, connectionId));
  const future = db
    .select({ id: bookings.id })
    .from(bookings)
    .where(and(eq(bookings.id, calendarPushes.bookingId), gt(bookings.endsAt, new Date(now))));
  return and(
    eq(calendarPushes.organizationId, organizationId),
    inArray(calendarPushes.calendarId, calendars),
    inArray(calendarPushes.bookingId, future),
    or(
      inArray(calendarPushes.remoteState, ["present", "unknown", "ext_modified"]),
      and(
        eq(calendarPushes.desired, "present"),
        lt(calendarPushes.appliedVersion, calendarPushes.desiredVersion),
      ),
    ),
  );
}
