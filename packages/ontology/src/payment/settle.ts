import type { Transaction } from "@availability/db";
import { bookings, products } from "@availability/db/schema";
import { amountToConfirm } from "@availability/domain/booking";
import { must } from "@availability/domain/errors";
import { eq } from "drizzle-orm";
import { confirm } from "../booking/confirm-booking.ts";
import { paidMinor } from "../booking/paid.ts";
import type { Ctx } from "../ctx.ts";
import { announce } from "../outbox/index.ts";

type Booking = typeof bookings.$inferSelect;

/** Whether the calendars that could object were read; `refused`: they were not, and the organisation insists. */
export type Freshness = "verified" | "unverified" | "refused";

/**
 * What a payment just written makes of its locked booking: confirmed, when it was all that was missing. One that is paid but
 * cannot be confirmed as long as a calendar is not read waits for a person, and no longer expires. Its version rises in any
 * case and the change is announced, since what is paid shows in it.
 */
export async function settle(
  ctx: Ctx,
  tx: Transaction,
  booking: Booking,
  freshness: Freshness | null,
): Promise<void> {
  const { organizationId, id: bookingId } = booking;
  const isPaid = freshness !== null && (await isPaymentAllThatWasMissing(tx, booking));
  if (isPaid && freshness !== "refused") {
    const isUnverified = freshness === "unverified";
    return confirm(ctx, tx, { organizationId, bookingId, isUnverified, reason: null });
  }
  const version = booking.version + 1;
  await tx
    .update(bookings)
    .set({
      version,
      updatedAt: new Date(ctx.now()),
      ...(isPaid ? { expiresAt: null } : {}),
    })
    .where(eq(bookings.id, bookingId));
  await announce(tx, [{ name: "booking/changed", data: { organizationId, bookingId, version } }]);
}

async function isPaymentAllThatWasMissing(tx: Transaction, booking: Booking): Promise<boolean> {
  const needed = amountToConfirm(booking);
  if (booking.status !== "pending" || needed === 0) return false;
  if ((await paidMinor(tx, booking.id)) < needed) return false;
  const [product] = await tx
    .select({ requiresApproval: products.requiresApproval })
    .from(products)
    .where(eq(products.id, booking.productId));
  return !must(product, "a booking's product stands").requiresApproval;
}
