import { newId, type Transaction } from "@availability/db";
import { bookingEvents, bookings } from "@availability/db/schema";
import { type BookingAction, type BookingStatus, transition } from "@availability/domain/booking";
import { DomainError } from "@availability/domain/errors";
import { and, eq } from "drizzle-orm";
import { actorColumns } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";

type Change = {
  organizationId: string;
  bookingId: string;
  action: BookingAction;
  version?: number;
  reason?: string | null;
};

/**
 * Moves a booking to the state its action leads to and records it in the timeline; returns the new version. Throws
 * `not_found`, `stale` when `version` is given and no longer the booking's, `illegal_transition` with what is allowed.
 */
export async function changeStatus(
  ctx: Ctx,
  tx: Transaction,
  { organizationId, bookingId, action, version, reason }: Change,
): Promise<{ status: BookingStatus; version: number }> {
  const [booking] = await tx
    .select({ status: bookings.status, version: bookings.version })
    .from(bookings)
    .where(and(eq(bookings.organizationId, organizationId), eq(bookings.id, bookingId)))
    .for("no key update");
  if (!booking) throw new DomainError("not_found", "No booking of your organisation has this id");
  if (version !== undefined && version !== booking.version) {
    throw new DomainError("stale", "The booking changed since you read it; read it again and decide anew", {
      version: booking.version,
    });
  }
  const status = transition(booking.status, action);
  const next = { status, version: booking.version + 1 };
  const at = new Date(ctx.now());
  await tx
    .update(bookings)
    .set({ ...next, updatedAt: at, ...(action === "cancel" ? { cancelReason: reason ?? null } : {}) })
    .where(and(eq(bookings.id, bookingId), eq(bookings.version, booking.version)));
  await tx.insert(bookingEvents).values({
    id: newId(),
    organizationId,
    bookingId,
    fromStatus: booking.status,
    toStatus: status,
    ...actorColumns(ctx.actor),
    reason: reason ?? null,
    at,
  });
  return next;
}
