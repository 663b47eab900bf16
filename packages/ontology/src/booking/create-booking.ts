import { newId, type Transaction } from "@availability/db";
import { bookings } from "@availability/db/schema";
import { type CreateBooking, initialState } from "@availability/domain/booking";
import { DomainError } from "@availability/domain/errors";
import { recordAudit } from "../audit/record-audit.ts";
import { authorize } from "../authorize.ts";
import { freshen } from "../calendar/freshen.ts";
import type { Ctx } from "../ctx.ts";
import { committedBefore } from "../idempotency/once.ts";
import { type Booking, readBooking } from "./booking-view.ts";
import { recordCreation } from "./change-status.ts";
import { ensureCustomer } from "./ensure-customer.ts";
import { nearestAlternatives } from "./nearest-alternatives.ts";
import { allocateAt, claimAt, inTurn, isTaken, type Place, place } from "./place.ts";
import { takeHold } from "./take-hold.ts";
import { termsColumns } from "./terms-columns.ts";

type Wanted = CreateBooking & { organizationId: string; isUnverified: boolean };

/**
 * Books a free slot: re-derives it inside one transaction and claims it there. A hold that is named becomes the booking. It is
 * confirmed, or pending where it waits for approval or payment. Throws `outside_rules` when the start is no slot of this
 * product, `slot_taken` with the nearest alternatives when somebody else has it, `provider_unavailable` when a calendar
 * cannot be read and the organisation wants it read first.
 */
export async function createBooking(ctx: Ctx, input: CreateBooking): Promise<Booking> {
  const organizationId = authorize(ctx, "manage_bookings");
  if (input.override) authorize(ctx, "manage_availability");
  const committed = committedBefore<Booking>(ctx);
  if (committed) return committed.result;
  const isUnverified = await freshen(ctx, { organizationId, productId: input.productId });
  try {
    const booking = await inTurn(ctx, (tx) => bookSlot(ctx, tx, { ...input, organizationId, isUnverified }));
    ctx.publish();
    return booking;
  } catch (error) {
    if (!isTaken(error)) throw error;
    const alternatives = await nearestAlternatives(ctx, { ...input, organizationId });
    throw new DomainError("slot_taken", "Somebody else has this time now; choose another", { alternatives });
  }
}

/** Books one slot within the caller's transaction; throws as `createBooking` does, without alternatives. */
async function bookSlot(ctx: Ctx, tx: Transaction, wanted: Wanted): Promise<Booking> {
  const { holdId } = wanted;
  const hold = { isTaken: false };
  const wish = { ...wanted, isOverride: wanted.override !== undefined };
  const found = await place(ctx, tx, wish, async () => {
    if (holdId) hold.isTaken = await takeHold(ctx, tx, { ...wanted, holdId });
  });
  const bookingId = hold.isTaken && holdId ? holdId : newId();
  await write(ctx, tx, wanted, found, { bookingId, isHeld: hold.isTaken });
  return readBooking(tx, wanted.organizationId, bookingId);
}

async function write(
  ctx: Ctx,
  tx: Transaction,
  wanted: Wanted,
  found: Place,
  { bookingId, isHeld }: { bookingId: string; isHeld: boolean },
): Promise<void> {
  const { organizationId, productId, attendees } = wanted;
  const now = ctx.now();
  const at = new Date(now);
  const { status, expiresAt } = initialState(found.product, now);
  const columns = {
    organizationId,
    productId,
    customerId: await ensureCustomer(tx, organizationId, wanted.customer),
    allocationId: await allocateAt(tx, found, at),
    status,
    startsAt: new Date(found.start),
    endsAt: new Date(found.end),
    attendees,
    notes: wanted.notes ?? null,
    ...termsColumns(found.product),
    overrideReason: wanted.override?.reason ?? null,
    isUnverified: wanted.isUnverified,
    expiresAt: expiresAt === null ? null : new Date(expiresAt),
    holdTokenHash: null,
    updatedAt: at,
  };
  const row = { ...columns, id: bookingId, createdAt: at };
  await tx
    .insert(bookings)
    .values(row)
    .onConflictDoUpdate({ target: bookings.id, set: { ...columns, version: 2 } });
  await claimAt(tx, found, { bookingId });
  await recordCreation(ctx, tx, {
    organizationId,
    bookingId,
    fromStatus: isHeld ? "hold" : null,
    toStatus: status,
    version: isHeld ? 2 : 1,
    reason: wanted.override?.reason ?? null,
  });
  if (!wanted.override) return;
  await recordAudit(ctx, tx, {
    action: "booking.rules_set_aside",
    targetId: bookingId,
    details: { step: "create" },
  });
}
