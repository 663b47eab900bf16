import { bookings, organizations } from "@availability/db/schema";
import type { BookingAction, BookingStatus } from "@availability/domain/booking";
import { isDomainError } from "@availability/domain/errors";
import { and, asc, eq, inArray, lte, type SQL, sql } from "drizzle-orm";
import type { Ctx, Environment } from "../ctx.ts";
import { endBooking } from "./end-booking.ts";
import { inTurn } from "./place.ts";

const pageSize = 500;

/**
 * Ends every hold and every pending booking whose time to wait is over, of whatever organisation; returns how many. Safe to
 * run twice and beside anything else: what was confirmed or extended meanwhile is left alone.
 */
export async function expireBookings(environment: Environment): Promise<number> {
  const at = new Date(environment.now());
  return sweep(environment, {
    action: "expire",
    statuses: ["hold", "pending"],
    isDue: lte(bookings.expiresAt, at),
    order: asc(bookings.expiresAt),
  });
}

/** Completes every booking whose end lies as far back as its organisation says; returns how many. */
export async function completeEndedBookings(environment: Environment): Promise<number> {
  const at = new Date(environment.now()).toISOString();
  return sweep(environment, {
    action: "complete",
    statuses: ["confirmed", "checked_in"],
    isDue: sql`${bookings.endsAt} <= ${at}::timestamptz
      and ${bookings.endsAt} + make_interval(mins => ${organizations.completeAfterMinutes}) <= ${at}::timestamptz`,
    order: asc(bookings.endsAt),
  });
}

type Sweep = { action: BookingAction; statuses: BookingStatus[]; isDue: SQL; order: SQL };

async function sweep(environment: Environment, due: Sweep): Promise<number> {
  let ended = 0;
  for (;;) {
    const rows = await environment.db
      .select({ id: bookings.id, organizationId: bookings.organizationId })
      .from(bookings)
      .innerJoin(organizations, eq(organizations.id, bookings.organizationId))
      .where(and(inArray(bookings.status, due.statuses), due.isDue))
      .orderBy(due.order)
      .limit(pageSize);
    let progress = 0;
    for (const row of rows) if (await end(environment, row, due)) progress += 1;
    ended += progress;
    if (rows.length < pageSize || progress === 0) break;
  }
  if (ended > 0) environment.publish();
  return ended;
}

/** Each in a transaction of its own, and judged again when it is locked. */
async function end(
  environment: Environment,
  { id: bookingId, organizationId }: { id: string; organizationId: string },
  { action, statuses, isDue }: Sweep,
): Promise<boolean> {
  const ctx: Ctx = { ...environment, actor: { kind: "system", organizationId } };
  try {
    return await inTurn(ctx, async (tx) => {
      const [still] = await tx
        .select({ id: bookings.id })
        .from(bookings)
        .innerJoin(organizations, eq(organizations.id, bookings.organizationId))
        .where(and(eq(bookings.id, bookingId), inArray(bookings.status, statuses), isDue))
        .for("no key update", { of: bookings });
      if (!still) return false;
      await endBooking(ctx, tx, { organizationId, bookingId, action });
      return true;
    });
  } catch (error) {
    if (isDomainError(error) && error.code === "illegal_transition") return false;
    throw error;
  }
}
