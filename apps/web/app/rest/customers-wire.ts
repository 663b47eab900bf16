import { bookingStatuses } from "@availability/domain/booking";
import { UpdateCustomer } from "@availability/domain/customer";
import type {
  Customer as OntologyCustomer,
  Erasure as OntologyErasure,
  CustomerExport as OntologyExport,
  CustomerHistory as OntologyHistory,
} from "@availability/ontology/customer";
import { z } from "@hono/zod-openapi";
import { Booking, toWire } from "./booking-wire.ts";
import { InstantText, toText } from "./instant.ts";
import { Payment, paymentToWire } from "./payments-wire.ts";
import { Money, nextCursor } from "./schemas.ts";

/** A customer at this door. */
export const Customer = z
  .object({
    id: z.uuid(),
    name: z.string(),
    email: z.string(),
    phone: z.string().nullable(),
    timeZone: z.string().nullable().openapi({ description: "IANA" }),
    erasedAt: InstantText.nullable().openapi({ description: "When the personal data was erased" }),
    createdAt: InstantText,
  })
  .openapi("Customer");

const Figures = z
  .object({
    bookings: z.int(),
    upcoming: z.int().openapi({ description: "Those that stand and are not over" }),
    completed: z.int(),
    cancelled: z.int(),
    noShows: z.int(),
    firstStart: InstantText.nullable(),
    lastStart: InstantText.nullable(),
    revenue: z.array(z.object({ charged: Money, refunded: Money, paid: Money })).openapi({
      description: "One entry for each currency; paid is charged less refunded",
    }),
  })
  .openapi("CustomerFigures");

export const CustomerHistory = Customer.extend({
  figures: Figures,
  bookings: z.object({ data: z.array(Booking), nextCursor }),
}).openapi("CustomerHistory");

const TimelineEntry = z.object({
  action: z.string().nullable(),
  fromStatus: z.enum(bookingStatuses).nullable(),
  toStatus: z.enum(bookingStatuses),
  reason: z.string().nullable(),
  at: InstantText,
});

export const CustomerExport = z
  .object({
    exportedAt: InstantText,
    customer: Customer,
    formerEmails: z
      .array(z.string())
      .openapi({ description: "Addresses of customers that were merged into this one" }),
    series: z.array(
      z.object({
        id: z.uuid(),
        productId: z.uuid(),
        rrule: z.string(),
        timeZone: z.string(),
        start: InstantText,
        durationMinutes: z.int(),
        attendees: z.int(),
        notes: z.string().nullable(),
      }),
    ),
    bookings: z.object({
      data: z.array(
        Booking.omit({ customer: true }).extend({
          timeline: z.array(TimelineEntry),
          payments: z.array(Payment),
        }),
      ),
      nextCursor,
    }),
  })
  .openapi("CustomerExport");

export const Erasure = z
  .object({
    customerId: z.uuid(),
    erasedAt: InstantText,
    bookings: z.int().openapi({ description: "How many bookings stay, without personal data" }),
    calendarEvents: z.int().openapi({
      description:
        "How many events of past bookings in connected calendars still name the customer: delete them there",
    }),
  })
  .openapi("Erasure");

const { customerId: _id, ...changes } = UpdateCustomer.shape;
export const CustomerChanges = z.strictObject(changes).openapi("CustomerChanges");

export function customerToWire({ erasedAt, createdAt, ...customer }: OntologyCustomer) {
  return { ...customer, erasedAt: textOrNull(erasedAt), createdAt: toText(createdAt) };
}

export function historyToWire(history: OntologyHistory): z.output<typeof CustomerHistory> {
  const { figures, bookings, ...customer } = history;
  const { firstStart, lastStart, revenue, ...counts } = figures;
  const sums = revenue.map(({ currency, chargedMinor, refundedMinor, paidMinor }) => ({
    charged: { amount: chargedMinor, currency },
    refunded: { amount: refundedMinor, currency },
    paid: { amount: paidMinor, currency },
  }));
  return {
    ...customerToWire(customer),
    figures: {
      ...counts,
      firstStart: textOrNull(firstStart),
      lastStart: textOrNull(lastStart),
      revenue: sums,
    },
    bookings: { data: bookings.data.map(toWire), nextCursor: bookings.nextCursor },
  };
}

export function exportToWire(personal: OntologyExport): z.output<typeof CustomerExport> {
  const { exportedAt, customer, formerEmails, series, bookings } = personal;
  return {
    exportedAt: toText(exportedAt),
    customer: customerToWire(customer),
    formerEmails,
    series: series.map(({ start, ...one }) => ({ ...one, start: toText(start) })),
    bookings: {
      data: bookings.data.map(({ timeline, payments, ...booking }) => {
        const { customer: _same, ...wire } = toWire({ ...booking, customer });
        return {
          ...wire,
          timeline: timeline.map(({ bookingId: _of, at, ...entry }) => ({ ...entry, at: toText(at) })),
          payments: payments.map(paymentToWire),
        };
      }),
      nextCursor: bookings.nextCursor,
    },
  };
}

export function erasureToWire({ erasedAt, ...erasure }: OntologyErasure) {
  return { ...erasure, erasedAt: toText(erasedAt) };
}

function textOrNull(instant: number | null): string | null {
  return instant === null ? null : toText(instant);
}
