import { paymentPolicies, productStatuses, productTypes } from "@availability/domain/product";
import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { createdAt, id, updatedAt } from "./columns.ts";
import { locations } from "./locations.ts";
import { oneOf } from "./one-of.ts";
import { organizations } from "./organizations.ts";

export const products = pgTable(
  "products",
  {
    id: id(),
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id, { onDelete: "cascade" }),
    type: text("type", { enum: productTypes }).notNull(),
    name: text("name").notNull(),
    description: text("description").notNull().default(""),
    colour: text("colour"),
    locationId: uuid("location_id"),
    /** How many attendees fit at one time; each occupies a lane of the claims. */
    capacity: integer("capacity").notNull().default(1),
    maxAttendeesPerBooking: integer("max_attendees_per_booking").notNull().default(1),
    /** Durations offered, in minutes; the first is the default. */
    durationsMinutes: integer("durations_minutes").array().notNull(),
    slotStepMinutes: integer("slot_step_minutes").notNull(),
    bufferBeforeMinutes: integer("buffer_before_minutes").notNull().default(0),
    bufferAfterMinutes: integer("buffer_after_minutes").notNull().default(0),
    minNoticeMinutes: integer("min_notice_minutes").notNull().default(0),
    horizonDays: integer("horizon_days").notNull().default(180),
    requiresApproval: boolean("requires_approval").notNull().default(false),
    /** Minor units of `currency`. */
    priceMinor: integer("price_minor").notNull().default(0),
    depositMinor: integer("deposit_minor").notNull().default(0),
    /** What must be paid before a booking is confirmed. */
    paymentPolicy: text("payment_policy", { enum: paymentPolicies }).notNull().default("none"),
    /** How long a booking waits for that payment, and for approval (null: for as long as it takes). */
    paymentMinutes: integer("payment_minutes").notNull().default(30),
    approvalMinutes: integer("approval_minutes"),
    /** Cancelling is free until this many minutes before the start; null: at any time. */
    cancellationFreeUntilMinutes: integer("cancellation_free_until_minutes"),
    /** What a later cancellation costs. Minor units of `currency`. */
    cancellationFeeMinor: integer("cancellation_fee_minor").notNull().default(0),
    /** ISO 4217 */
    currency: text("currency").notNull().default("EUR"),
    status: text("status", { enum: productStatuses }).notNull().default("active"),
    version: integer("version").notNull().default(1),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    unique("products_organization_id_id_key").on(table.organizationId, table.id),
    foreignKey({
      name: "products_location_fk",
      columns: [table.organizationId, table.locationId],
      foreignColumns: [locations.organizationId, locations.id],
    }),
    index("products_location_idx").on(table.organizationId, table.locationId),
    index("products_organization_status_name_idx").on(
      table.organizationId,
      table.status,
      table.name,
      table.id,
    ),
    check("products_type_check", oneOf(table.type, productTypes)),
    check("products_status_check", oneOf(table.status, productStatuses)),
    check("products_capacity_check", sql`${table.capacity} between 1 and 10000`),
    check(
      "products_max_attendees_check",
      sql`${table.maxAttendeesPerBooking} between 1 and ${table.capacity}`,
    ),
    check("products_durations_check", sql`cardinality(${table.durationsMinutes}) between 1 and 24`),
    check("products_slot_step_check", sql`${table.slotStepMinutes} between 1 and 1440`),
    check(
      "products_buffers_check",
      sql`${table.bufferBeforeMinutes} between 0 and 1440 and ${table.bufferAfterMinutes} between 0 and 1440`,
    ),
    check("products_min_notice_check", sql`${table.minNoticeMinutes} between 0 and 525600`),
    check("products_horizon_check", sql`${table.horizonDays} between 1 and 1095`),
    check(
      "products_price_check",
      sql`${table.priceMinor} >= 0 and ${table.depositMinor} between 0 and ${table.priceMinor}`,
    ),
    check("products_payment_policy_check", oneOf(table.paymentPolicy, paymentPolicies)),
    check(
      "products_waiting_check",
      sql`${table.paymentMinutes} between 5 and 43200 and ${table.approvalMinutes} between 5 and 525600`,
    ),
    check(
      "products_cancellation_check",
      sql`${table.cancellationFreeUntilMinutes} between 0 and 525600 and ${table.cancellationFeeMinor} >= 0`,
    ),
    check("products_currency_check", sql`${table.currency} ~ '^[A-Z]{3}$'`),
  ],
);

/** A service needs `count` of the members of each of its groups; see `requirement_members`. */
export const requirementGroups = pgTable(
  "requirement_groups",
  {
    id: id(),
    organizationId: uuid("organization_id").notNull(),
    /** The product that needs them. */
    productId: uuid("product_id").notNull(),
    /** Groups keep the order in which they were given. */
    position: integer("position").notNull(),
    name: text("name").notNull(),
    count: integer("count").notNull().default(1),
    /** How many units of each chosen member are occupied; null: all it has. */
    units: integer("units"),
  },
  (table) => [
    unique("requirement_groups_organization_id_id_key").on(table.organizationId, table.id),
    foreignKey({
      name: "requirement_groups_product_fk",
      columns: [table.organizationId, table.productId],
      foreignColumns: [products.organizationId, products.id],
    }).onDelete("cascade"),
    unique("requirement_groups_product_position_key").on(table.productId, table.position),
    check("requirement_groups_count_check", sql`${table.count} between 1 and 50`),
    check("requirement_groups_units_check", sql`${table.units} between 1 and 10000`),
  ],
);

export const requirementMembers = pgTable(
  "requirement_members",
  {
    organizationId: uuid("organization_id").notNull(),
    groupId: uuid("group_id").notNull(),
    /** The product that can serve. */
    productId: uuid("product_id").notNull(),
    position: integer("position").notNull(),
  },
  (table) => [
    primaryKey({ name: "requirement_members_pk", columns: [table.groupId, table.productId] }),
    foreignKey({
      name: "requirement_members_group_fk",
      columns: [table.organizationId, table.groupId],
      foreignColumns: [requirementGroups.organizationId, requirementGroups.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "requirement_members_product_fk",
      columns: [table.organizationId, table.productId],
      foreignColumns: [products.organizationId, products.id],
    }),
    index("requirement_members_product_idx").on(table.productId),
  ],
);
