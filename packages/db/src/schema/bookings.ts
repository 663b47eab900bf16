import { bookingStatuses } from "@availability/domain/booking";
import { paymentPolicies } from "@availability/domain/product";
import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { createdAt, id, instant, instantRange, updatedAt } from "./columns.ts";
import { oneOf } from "./one-of.ts";
import { organizations } from "./organizations.ts";
import { products } from "./products.ts";

export const customers = pgTable(
  "customers",
  {
    id: id(),
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    /** As the customer wrote it; found again whatever its case. */
    email: text("email").notNull(),
    phone: text("phone"),
    /** IANA */
    timeZone: text("time_zone"),
    /** When the personal data was erased; name and e-mail then say nothing. */
    erasedAt: instant("erased_at"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    index("customers_organization_name_idx").on(table.organizationId, table.name, table.id),
    // For the beginning of a name or address: https://www.postgresql.org/docs/current/indexes-opclass.html
    index("customers_name_prefix_idx").on(table.organizationId, sql`lower(${table.name}) text_pattern_ops`),
    index("customers_email_prefix_idx").on(table.organizationId, sql`lower(${table.email}) text_pattern_ops`),
    unique("customers_organization_id_id_key").on(table.organizationId, table.id),
    uniqueIndex("customers_organization_email_key").on(table.organizationId, sql`lower(${table.email})`),
  ],
);

/** Addresses of customers that were merged into another: a booking by one of these is of the customer that stayed. */
export const customerAliases = pgTable(
  "customer_aliases",
  {
    id: id(),
    organizationId: uuid("organization_id").notNull(),
    customerId: uuid("customer_id").notNull(),
    email: text("email").notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    foreignKey({
      name: "customer_aliases_customer_fk",
      columns: [table.organizationId, table.customerId],
      foreignColumns: [customers.organizationId, customers.id],
    }).onDelete("cascade"),
    uniqueIndex("customer_aliases_organization_email_key").on(
      table.organizationId,
      sql`lower(${table.email})`,
    ),
    index("customer_aliases_customer_idx").on(table.customerId),
  ],
);

/**
 * What a service occupies of other products at one time. Bookings of the same service at the same time share it: a class
 * needs its room once. It is released with the last booking that holds claims, and then keeps its members as history.
 */
export const allocations = pgTable(
  "allocations",
  {
    id: id(),
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id, { onDelete: "cascade" }),
    /** The service. */
    productId: uuid("product_id").notNull(),
    startsAt: instant("starts_at").notNull(),
    endsAt: instant("ends_at").notNull(),
    releasedAt: instant("released_at"),
    createdAt: createdAt(),
  },
  (table) => [
    unique("allocations_organization_id_id_key").on(table.organizationId, table.id),
    uniqueIndex("allocations_product_time_key")
      .on(table.productId, table.startsAt, table.endsAt)
      .where(sql`${table.releasedAt} is null`),
    foreignKey({
      name: "allocations_product_fk",
      columns: [table.organizationId, table.productId],
      foreignColumns: [products.organizationId, products.id],
    }),
    check("allocations_times_check", sql`${table.endsAt} > ${table.startsAt}`),
  ],
);

/** The products that an allocation is of, those that members need themselves included. */
export const allocationMembers = pgTable(
  "allocation_members",
  {
    organizationId: uuid("organization_id").notNull(),
    allocationId: uuid("allocation_id").notNull(),
    productId: uuid("product_id").notNull(),
    position: integer("position").notNull(),
    /** How many units of it are claimed. */
    units: integer("units").notNull(),
  },
  (table) => [
    primaryKey({ name: "allocation_members_pk", columns: [table.allocationId, table.productId] }),
    foreignKey({
      name: "allocation_members_allocation_fk",
      columns: [table.organizationId, table.allocationId],
      foreignColumns: [allocations.organizationId, allocations.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "allocation_members_product_fk",
      columns: [table.organizationId, table.productId],
      foreignColumns: [products.organizationId, products.id],
    }),
    index("allocation_members_product_idx").on(table.productId),
    check("allocation_members_units_check", sql`${table.units} >= 1`),
  ],
);

/** Bookings that one rule makes. The rule is in the time zone of the product's hours. */
export const bookingSeries = pgTable(
  "booking_series",
  {
    id: id(),
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id, { onDelete: "cascade" }),
    productId: uuid("product_id").notNull(),
    customerId: uuid("customer_id").notNull(),
    /** RFC 5545 RRULE value */
    rrule: text("rrule").notNull(),
    /** IANA */
    timeZone: text("time_zone").notNull(),
    /** The first occurrence. */
    startsAt: instant("starts_at").notNull(),
    durationMinutes: integer("duration_minutes").notNull(),
    attendees: integer("attendees").notNull().default(1),
    notes: text("notes"),
    /** The series that this one goes on with, after an edit of "this and following". */
    continuesId: uuid("continues_id"),
    version: integer("version").notNull().default(1),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    unique("booking_series_organization_id_id_key").on(table.organizationId, table.id),
    foreignKey({
      name: "booking_series_product_fk",
      columns: [table.organizationId, table.productId],
      foreignColumns: [products.organizationId, products.id],
    }),
    foreignKey({
      name: "booking_series_customer_fk",
      columns: [table.organizationId, table.customerId],
      foreignColumns: [customers.organizationId, customers.id],
    }),
    index("booking_series_organization_created_idx").on(table.organizationId, table.createdAt, table.id),
    index("booking_series_product_idx").on(table.productId),
    index("booking_series_customer_idx").on(table.customerId),
    check("booking_series_duration_check", sql`${table.durationMinutes} between 1 and 10080`),
    check("booking_series_attendees_check", sql`${table.attendees} >= 1`),
  ],
);

export const bookings = pgTable(
  "bookings",
  {
    id: id(),
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id, { onDelete: "cascade" }),
    productId: uuid("product_id").notNull(),
    /** Null while it is a hold, for whose customer nobody asked yet. */
    customerId: uuid("customer_id"),
    seriesId: uuid("series_id"),
    /** The start that the rule of the series gave it: RECURRENCE-ID of RFC 5545. */
    occurrenceStart: instant("occurrence_start"),
    /** What it got of the products that its own requires; null when that requires none. */
    allocationId: uuid("allocation_id"),
    status: text("status", { enum: bookingStatuses }).notNull(),
    startsAt: instant("starts_at").notNull(),
    endsAt: instant("ends_at").notNull(),
    attendees: integer("attendees").notNull().default(1),
    notes: text("notes"),
    /** Minor units of `currency`, as agreed when it was booked. */
    priceMinor: integer("price_minor").notNull(),
    currency: text("currency").notNull(),
    depositMinor: integer("deposit_minor").notNull().default(0),
    paymentPolicy: text("payment_policy", { enum: paymentPolicies }).notNull().default("none"),
    /** As the product had it: free until so many minutes before the start (null: at any time), then the fee. */
    cancellationFreeUntilMinutes: integer("cancellation_free_until_minutes"),
    cancellationFeeMinor: integer("cancellation_fee_minor").notNull().default(0),
    /** What its cancellation costs; null while it is not cancelled. */
    feeDueMinor: integer("fee_due_minor"),
    cancelReason: text("cancel_reason"),
    /** When a hold or a pending booking ends by itself; null: never. */
    expiresAt: instant("expires_at"),
    /** SHA-256 of the token that owns a hold, hex. */
    holdTokenHash: text("hold_token_hash"),
    holdExtended: boolean("hold_extended").notNull().default(false),
    /** Why somebody set the rules of the product aside. */
    overrideReason: text("override_reason"),
    /** Confirmed although a calendar that could object was not read in time. */
    isUnverified: boolean("is_unverified").notNull().default(false),
    /** Rises with every change; a change names the version it was decided on. */
    version: integer("version").notNull().default(1),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    unique("bookings_organization_id_id_key").on(table.organizationId, table.id),
    foreignKey({
      name: "bookings_product_fk",
      columns: [table.organizationId, table.productId],
      foreignColumns: [products.organizationId, products.id],
    }),
    foreignKey({
      name: "bookings_customer_fk",
      columns: [table.organizationId, table.customerId],
      foreignColumns: [customers.organizationId, customers.id],
    }),
    foreignKey({
      name: "bookings_series_fk",
      columns: [table.organizationId, table.seriesId],
      foreignColumns: [bookingSeries.organizationId, bookingSeries.id],
    }),
    uniqueIndex("bookings_series_occurrence_key")
      .on(table.seriesId, table.occurrenceStart)
      .where(sql`${table.seriesId} is not null`),
    foreignKey({
      name: "bookings_allocation_fk",
      columns: [table.organizationId, table.allocationId],
      foreignColumns: [allocations.organizationId, allocations.id],
    }),
    index("bookings_allocation_idx").on(table.allocationId).where(sql`${table.allocationId} is not null`),
    index("bookings_organization_starts_idx").on(table.organizationId, table.startsAt, table.id),
    index("bookings_organization_status_idx").on(
      table.organizationId,
      table.status,
      table.startsAt,
      table.id,
    ),
    index("bookings_product_starts_idx").on(table.productId, table.startsAt),
    index("bookings_customer_idx").on(table.customerId, table.startsAt),
    index("bookings_expires_idx")
      .on(table.expiresAt)
      .where(sql`${table.expiresAt} is not null and ${table.status} in ('hold', 'pending')`),
    index("bookings_running_idx").on(table.endsAt).where(sql`${table.status} in ('confirmed', 'checked_in')`),
    check(
      "bookings_customer_check",
      sql`${table.customerId} is not null or ${table.status} in ('hold', 'expired', 'cancelled')`,
    ),
    check(
      "bookings_hold_check",
      sql`${table.status} <> 'hold' or (${table.expiresAt} is not null and ${table.holdTokenHash} is not null)`,
    ),
    check("bookings_series_check", sql`(${table.seriesId} is null) = (${table.occurrenceStart} is null)`),
    check("bookings_payment_policy_check", oneOf(table.paymentPolicy, paymentPolicies)),
    check("bookings_status_check", oneOf(table.status, bookingStatuses)),
    check("bookings_times_check", sql`${table.endsAt} > ${table.startsAt}`),
    check("bookings_attendees_check", sql`${table.attendees} >= 1`),
    check("bookings_price_check", sql`${table.priceMinor} >= 0`),
  ],
);

/** The timeline of a booking. Append-only: a trigger refuses UPDATE, except that the reasons of an erased customer can go. */
export const bookingEvents = pgTable(
  "booking_events",
  {
    id: id(),
    organizationId: uuid("organization_id").notNull(),
    bookingId: uuid("booking_id").notNull(),
    fromStatus: text("from_status", { enum: bookingStatuses }),
    toStatus: text("to_status", { enum: bookingStatuses }).notNull(),
    /** What was done; unknown of the oldest. */
    action: text("action"),
    /** What else changed, such as the times before and after. */
    details: jsonb("details").$type<Record<string, unknown>>(),
    actorKind: text("actor_kind", { enum: ["member", "api_key", "system"] }).notNull(),
    actorId: uuid("actor_id"),
    reason: text("reason"),
    at: instant("at").notNull(),
  },
  (table) => [
    foreignKey({
      name: "booking_events_booking_fk",
      columns: [table.organizationId, table.bookingId],
      foreignColumns: [bookings.organizationId, bookings.id],
    }).onDelete("cascade"),
    index("booking_events_booking_idx").on(table.bookingId, table.at),
  ],
);

/**
 * The one truth about occupation, buffers included: no two claims of a product and lane overlap. The exclusion
 * constraint `claims_no_overlap` stands in the migration, since Drizzle has no word for it.
 */
export const claims = pgTable(
  "claims",
  {
    id: id(),
    organizationId: uuid("organization_id").notNull(),
    productId: uuid("product_id").notNull(),
    /** A claim belongs to a booking, or to the allocation that bookings of one time share. */
    bookingId: uuid("booking_id"),
    allocationId: uuid("allocation_id"),
    /** 1 … capacity; each attendee occupies one */
    lane: integer("lane").notNull(),
    during: instantRange("during").notNull(),
    /** A claim of a hold takes no time from then on. */
    expiresAt: instant("expires_at"),
  },
  (table) => [
    index("claims_expires_idx").on(table.expiresAt).where(sql`${table.expiresAt} is not null`),
    foreignKey({
      name: "claims_product_fk",
      columns: [table.organizationId, table.productId],
      foreignColumns: [products.organizationId, products.id],
    }),
    foreignKey({
      name: "claims_booking_fk",
      columns: [table.organizationId, table.bookingId],
      foreignColumns: [bookings.organizationId, bookings.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "claims_allocation_fk",
      columns: [table.organizationId, table.allocationId],
      foreignColumns: [allocations.organizationId, allocations.id],
    }).onDelete("cascade"),
    index("claims_booking_idx").on(table.bookingId),
    index("claims_allocation_idx").on(table.allocationId).where(sql`${table.allocationId} is not null`),
    check("claims_owner_check", sql`num_nonnulls(${table.bookingId}, ${table.allocationId}) = 1`),
    check("claims_lane_check", sql`${table.lane} >= 1`),
    check(
      "claims_during_check",
      sql`not isempty(${table.during}) and lower(${table.during}) is not null and upper(${table.during}) is not null`,
    ),
  ],
);

/** Events that committed with their change and still have to reach the job engine. The id is the event's id. */
export const outbox = pgTable(
  "outbox",
  {
    id: id(),
    organizationId: uuid("organization_id").notNull(),
    name: text("name").notNull(),
    payload: jsonb("payload").$type<Record<string, unknown>>().notNull(),
    createdAt: createdAt(),
    sentAt: instant("sent_at"),
  },
  (table) => [
    index("outbox_unsent_idx").on(table.id).where(sql`${table.sentAt} is null`),
    index("outbox_sent_at_idx").on(table.sentAt).where(sql`${table.sentAt} is not null`),
  ],
);
