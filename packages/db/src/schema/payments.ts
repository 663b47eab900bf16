import { paymentKinds, paymentMethods } from "@availability/domain/payment";
import { sql } from "drizzle-orm";
import { boolean, check, foreignKey, index, integer, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { bookings } from "./bookings.ts";
import { id, instant } from "./columns.ts";
import { oneOf } from "./one-of.ts";

/** The ledger of a booking. Append-only: a trigger refuses UPDATE, except that the reference of an erased customer can go. What is paid is derived from it and stored nowhere. */
export const payments = pgTable(
  "payments",
  {
    id: id(),
    organizationId: uuid("organization_id").notNull(),
    bookingId: uuid("booking_id").notNull(),
    kind: text("kind", { enum: paymentKinds }).notNull(),
    method: text("method", { enum: paymentMethods }).notNull(),
    /** Above zero, minor units of `currency`, charge and refund alike. */
    amountMinor: integer("amount_minor").notNull(),
    currency: text("currency").notNull(),
    /** What a receipt or the payment provider calls it. */
    reference: text("reference"),
    /** The same key records nothing twice. */
    idempotencyKey: text("idempotency_key"),
    /** It came when the booking had expired or ended without needing it: somebody has to give it back. */
    isLate: boolean("is_late").notNull().default(false),
    actorKind: text("actor_kind", { enum: ["member", "api_key", "system"] }).notNull(),
    actorId: uuid("actor_id"),
    at: instant("at").notNull(),
  },
  (table) => [
    foreignKey({
      name: "payments_booking_fk",
      columns: [table.organizationId, table.bookingId],
      foreignColumns: [bookings.organizationId, bookings.id],
    }).onDelete("cascade"),
    unique("payments_idempotency_key").on(table.organizationId, table.idempotencyKey),
    index("payments_booking_idx").on(table.bookingId, table.at),
    index("payments_late_idx").on(table.organizationId, table.at, table.id).where(sql`${table.isLate}`),
    index("payments_organization_at_idx").on(table.organizationId, table.at, table.id),
    check("payments_kind_check", oneOf(table.kind, paymentKinds)),
    check("payments_method_check", oneOf(table.method, paymentMethods)),
    check("payments_amount_check", sql`${table.amountMinor} > 0`),
    check("payments_currency_check", sql`${table.currency} ~ '^[A-Z]{3}$'`),
  ],
);
