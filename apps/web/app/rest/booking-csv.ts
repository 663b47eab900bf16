import type { Booking } from "@availability/ontology/booking";
import { toText } from "./instant.ts";

type Cell = string | number | boolean | null;

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

/** Bookings as CSV (RFC 4180, UTF-8), a page at a time; instants with the offset of `timeZone`, which the last column names. */
export function csvOf(pages: AsyncGenerator<Booking[]>, timeZone = "UTC"): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const text = (instant: number) => toText(instant, timeZone);
  const row = (booking: Booking) => [...Object.values(columns).map((cell) => cell(booking, text)), timeZone];
  let isBegun = false;
  return new ReadableStream({
    async pull(controller) {
      if (!isBegun) controller.enqueue(encoder.encode(line([...Object.keys(columns), "time_zone"])));
      isBegun = true;
      const { value, done } = await pages.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value.map(row).map(line).join("")));
    },
    async cancel() {
      await pages.return(undefined);
    },
  });
}

function line(cells: Cell[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

/**
 * One cell, quoted where RFC 4180 wants it. Text that a spreadsheet would take for a formula gets an apostrophe in front:
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
export function csvCell(value: Cell): string {
  if (value === null) return "";
  if (typeof value !== "string") return String(value);
  const text = /^[=+\-@\t\r\n]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
