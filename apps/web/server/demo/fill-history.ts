import type { Ctx } from "@availability/ontology";
import {
  type Booking,
  cancelBooking,
  completeBooking,
  createBooking,
  ListBookings,
  listBookings,
  markNoShow,
} from "@availability/ontology/booking";
import { recordPayment } from "@availability/ontology/payment";
import type { DemoProductKey } from "./demo-catalogue.ts";
import { type DemoPastBooking, demoHistory } from "./demo-history.ts";

/** Makes the demo's past as far as it is missing: each booking at the time it was made, and then what became of it. */
export async function fillHistory(ctx: Ctx, ids: Record<DemoProductKey, string>): Promise<void> {
  const to = new Date(ctx.now()).toISOString();
  const { data } = await listBookings(ctx, ListBookings.parse({ to, limit: 200 }));
  const made = new Set(data.map(({ productId, start }) => `${productId} ${start}`));
  for (const past of demoHistory(ctx.now())) {
    const { product, start, madeAt, outcome, ...wish } = past;
    const productId = ids[product];
    if (made.has(`${productId} ${start}`)) continue;
    const booking = await createBooking(at(ctx, madeAt), { productId, start, ...wish });
    await end(ctx, booking, outcome);
  }
}

async function end(ctx: Ctx, booking: Booking, outcome: DemoPastBooking["outcome"]): Promise<void> {
  const target = { bookingId: booking.id };
  if (outcome === "cancelled") {
    await cancelBooking(at(ctx, booking.start - 3_600_000), target);
    return;
  }
  const over = at(ctx, booking.end);
  await (outcome === "no_show" ? markNoShow : completeBooking)(over, target);
  const { dueMinor } = booking.payment;
  if (outcome === "no_show" || dueMinor === 0) return;
  const { currency } = booking;
  await recordPayment(over, { ...target, kind: "charge", amountMinor: dueMinor, currency, method: "card" });
}

/** The same context at another time. */
function at(ctx: Ctx, instant: number): Ctx {
  return { ...ctx, now: () => instant };
}
