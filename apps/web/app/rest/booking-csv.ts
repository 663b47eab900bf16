import type { Booking } from "@availability/ontology/booking";
import { type Cell, csvStream } from "./csv-stream.ts";
import { toText } from "./instant.ts";

const columns: Record<string, (booking: Booking, text: (instant: number) => string) => Cell> = {
  id: ({ id }) => id,
  status: ({ status }) => status,
  start: ({ start }, text) => text(start),
  end: ({ end }, text) => text(end),
  product_id: ({ productId }) => productId,
  product: ({ productName }) => productName,
  members: ({ members }) => members.map(({ name }) => name).join("; "),
  series_id: ({ seriesId }) => seriesId,
  attendees: ({ attendees }) => attendees,
  customer_id: ({ customer }) => customer.id,
  customer_name: ({ customer }) => customer.name,
  customer_email: ({ customer }) => customer.email,
  customer_phone: ({ customer }) => customer.phone,
  notes: ({ notes }) => notes,
  currency: ({ currency }) => currency,
  price_minor: ({ priceMinor }) => priceMinor,
  deposit_minor: ({ depositMinor }) => depositMinor,
  payment_state: ({ payment }) => payment.state,
  paid_minor: ({ payment }) => payment.paidMinor,
  due_minor: ({ payment }) => payment.dueMinor,
  fee_due_minor: ({ feeDueMinor }) => feeDueMinor,
  cancel_reason: ({ cancelReason }) => cancelReason,
  override_reason: ({ overrideReason }) => overrideReason,
  is_unverified: ({ isUnverified }) => isUnverified,
  version: ({ version }) => version,
  created_at: ({ createdAt }, text) => text(createdAt),
};

/** Bookings as CSV; instants with the offset of `timeZone`, which the last column names. */
export function csvOf(pages: AsyncGenerator<Booking[]>, timeZone = "UTC"): ReadableStream<Uint8Array> {
  const text = (instant: number) => toText(instant, timeZone);
  return csvStream([...Object.keys(columns), "time_zone"], pages, (booking) => [
    ...Object.values(columns).map((cell) => cell(booking, text)),
    timeZone,
  ]);
}
