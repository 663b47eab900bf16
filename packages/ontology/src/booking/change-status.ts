import { newId, type Transaction } from "@availability/db";
import { bookingEvents, bookings } from "@availability/db/schema";
import { type BookingAction, type BookingStatus, transition } from "@availability/domain/booking";
import { DomainError } from "@availability/domain/errors";
import { and, eq } from "drizzle-orm";
import { actorColumns } from "../authorize.ts";
import { desirePushes } from "../calendar/desire-pushes.ts";
import type { Ctx } from "../ctx.ts";
import { announce, type DomainEventName } from "../outbox/index.ts";

type Row = typeof bookings.$inferSelect;
type Target = { organizationId: string; bookingId: string };
type Change = Target & {
  action: BookingAction;
  version?: number | undefined;
  reason?: string | null | undefined;
  /** Goes into the timeline beside the statuses. */
  details?: Record<string, unknown>;
  /** What else changes in the booking. */
  set?: Partial<Row>;
};

/** The booking, locked until the transaction ends. Throws `not_found`, and `stale` when it is no longer at `version`. */
export async function lockBooking(
  tx: Transaction,
  { organizationId, bookingId, version }: Target & { version?: number | undefined },
): Promise<Row> {
  const [booking] = await tx
    .select()
    .from(bookings)
    .where(and(eq(bookings.organizationId, organizationId), eq(bookings.id, bookingId)))
    .for("no key update");
  if (!booking) throw new DomainError("not_found", "No booking of your organisation has this id");
  if (version !== undefined && version !== booking.version) {
    throw new DomainError("stale", "The booking changed since you read it; read it again and decide anew", {
      version: booking.version,
    });
  }
  return booking;
}

/**
 * Moves a booking to the state its action leads to, records it in the timeline and announces it, all in the caller's
 * transaction; returns the booking as it was before. Throws as `lockBooking` does, and `illegal_transition` with what is allowed.
 */
export async function changeStatus(ctx: Ctx, tx: Transaction, change: Change): Promise<Row> {
  const { organizationId, bookingId, action, reason, details, set } = change;
  const booking = await lockBooking(tx, change);
  const status = transition(booking.status, action);
  const version = booking.version + 1;
  const at = new Date(ctx.now());
  const [changed] = await tx
    .update(bookings)
    .set({ ...set, status, version, updatedAt: at })
    .where(and(eq(bookings.id, bookingId), eq(bookings.version, booking.version)))
    .returning({ id: bookings.id });
  if (!changed) throw new DomainError("stale", "The booking changed at this very moment; read it again");
  await record(ctx, tx, {
    organizationId,
    bookingId,
    fromStatus: booking.status,
    toStatus: status,
    action,
    reason: reason ?? null,
    details: details ?? null,
  });
  await announceChange(tx, { organizationId, bookingId, version }, eventOf(action));
  return booking;
}

type Creation = Target & {
  fromStatus: BookingStatus | null;
  toStatus: BookingStatus;
  version: number;
  reason: string | null;
};

/** Records that a booking or hold was made and announces it; one that is confirmed is to stand in its calendars. */
export async function recordCreation(ctx: Ctx, tx: Transaction, creation: Creation): Promise<void> {
  const { organizationId, bookingId, version, toStatus, ...change } = creation;
  const action = toStatus === "hold" ? "hold" : "create";
  await record(ctx, tx, { organizationId, bookingId, toStatus, ...change, action, details: null });
  if (toStatus === "hold") return;
  const target = { organizationId, bookingId, version };
  await announceChange(tx, target, "booking/created");
  if (toStatus !== "confirmed") return;
  await desirePushes(tx, { organizationId, bookingIds: [bookingId], at: new Date(ctx.now()) });
  await announceChange(tx, target, "booking/confirmed");
}

async function record(
  ctx: Ctx,
  tx: Transaction,
  entry: Omit<typeof bookingEvents.$inferInsert, "id" | "at" | "actorKind" | "actorId">,
): Promise<void> {
  const at = new Date(ctx.now());
  await tx.insert(bookingEvents).values({ ...entry, id: newId(), ...actorColumns(ctx.actor), at });
}

type BookingEventName = Extract<DomainEventName, `booking/${string}`>;

async function announceChange(
  tx: Transaction,
  data: Target & { version: number },
  name: BookingEventName | null,
): Promise<void> {
  if (name) await announce(tx, [{ name, data }]);
}

/** What announces an action; holds come and go without anybody being told. */
export function eventOf(action: BookingAction): BookingEventName | null {
  switch (action) {
    case "request":
      return null;
    case "confirm":
      return "booking/confirmed";
    case "decline":
      return "booking/declined";
    case "expire":
      return "booking/expired";
    case "cancel":
      return "booking/cancelled";
    case "reschedule":
      return "booking/rescheduled";
    case "check_in":
      return "booking/checked_in";
    case "complete":
      return "booking/completed";
    case "mark_no_show":
      return "booking/no_show";
  }
}
