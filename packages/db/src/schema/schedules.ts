import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  check,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { createdAt, id, instant, instantRange, updatedAt } from "./columns.ts";
import { locations } from "./locations.ts";
import { oneOf } from "./one-of.ts";
import { organizations } from "./organizations.ts";
import { products } from "./products.ts";

export const schedules = pgTable(
  "schedules",
  {
    id: id(),
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    /** IANA; the weekly hours are wall times in it */
    timeZone: text("time_zone").notNull(),
    version: integer("version").notNull().default(1),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [unique("schedules_organization_id_id_key").on(table.organizationId, table.id)],
);

export const scheduleHours = pgTable(
  "schedule_hours",
  {
    id: id(),
    organizationId: uuid("organization_id").notNull(),
    scheduleId: uuid("schedule_id").notNull(),
    /** ISO 8601: 1 = Monday … 7 = Sunday */
    weekday: integer("weekday").notNull(),
    /** `HH:MM`; an end at or before the start runs past midnight, `24:00` ends the day */
    start: text("start").notNull(),
    end: text("end").notNull(),
  },
  (table) => [
    foreignKey({
      name: "schedule_hours_schedule_fk",
      columns: [table.organizationId, table.scheduleId],
      foreignColumns: [schedules.organizationId, schedules.id],
    }).onDelete("cascade"),
    index("schedule_hours_schedule_idx").on(table.scheduleId),
    check("schedule_hours_weekday_check", sql`${table.weekday} between 1 and 7`),
    check("schedule_hours_start_check", sql`${table.start} ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'`),
    check("schedule_hours_end_check", sql`${table.end} ~ '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$'`),
  ],
);

/**
 * `has_availability`: which schedule is in force for a product, a location or the organisation (neither given), and from
 * when to when (both dates included). Of several in force on a date, the one that began last counts.
 */
export const scheduleAssignments = pgTable(
  "schedule_assignments",
  {
    id: id(),
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id, { onDelete: "cascade" }),
    productId: uuid("product_id"),
    locationId: uuid("location_id"),
    scheduleId: uuid("schedule_id").notNull(),
    effectiveFrom: date("effective_from", { mode: "string" }),
    effectiveUntil: date("effective_until", { mode: "string" }),
    createdAt: createdAt(),
  },
  (table) => [
    unique("schedule_assignments_organization_id_id_key").on(table.organizationId, table.id),
    ...ownerKeys("schedule_assignments", table),
    foreignKey({
      name: "schedule_assignments_schedule_fk",
      columns: [table.organizationId, table.scheduleId],
      foreignColumns: [schedules.organizationId, schedules.id],
    }).onDelete("cascade"),
    unique("schedule_assignments_owner_from_key")
      .on(table.organizationId, table.productId, table.locationId, table.effectiveFrom)
      .nullsNotDistinct(),
    index("schedule_assignments_schedule_idx").on(table.scheduleId),
    check(
      "schedule_assignments_effective_check",
      sql`${table.effectiveFrom} is null or ${table.effectiveUntil} is null or ${table.effectiveFrom} <= ${table.effectiveUntil}`,
    ),
    check(
      "schedule_assignments_until_check",
      sql`${table.effectiveUntil} is null or ${table.effectiveFrom} is not null`,
    ),
  ],
);

/** Other hours on one local date, of a product, a location or the organisation; no hours means closed that date. */
export const exceptions = pgTable(
  "exceptions",
  {
    id: id(),
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id, { onDelete: "cascade" }),
    productId: uuid("product_id"),
    locationId: uuid("location_id"),
    date: date("date", { mode: "string" }).notNull(),
    hours: jsonb("hours").$type<{ start: string; end: string }[]>().notNull(),
    reason: text("reason"),
    createdAt: createdAt(),
  },
  (table) => [
    ...ownerKeys("exceptions", table),
    unique("exceptions_owner_date_key")
      .on(table.organizationId, table.productId, table.locationId, table.date)
      .nullsNotDistinct(),
    check("exceptions_hours_check", sql`jsonb_typeof(${table.hours}) = 'array'`),
  ],
);

export const holidayModes = ["inherit", "none", "country"] as const;

/** Which public holidays close a product, a location or the organisation, and on which dates it is open all the same. */
export const holidayCalendars = pgTable(
  "holiday_calendars",
  {
    id: id(),
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id, { onDelete: "cascade" }),
    productId: uuid("product_id"),
    locationId: uuid("location_id"),
    mode: text("mode", { enum: holidayModes }).notNull(),
    /** ISO 3166-1 alpha-2 */
    country: text("country"),
    /** The part after the hyphen in ISO 3166-2, as date-holidays names it. */
    region: text("region"),
    openDates: date("open_dates", { mode: "string" }).array().notNull().default([]),
    version: integer("version").notNull().default(1),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    ...ownerKeys("holiday_calendars", table),
    unique("holiday_calendars_owner_key")
      .on(table.organizationId, table.productId, table.locationId)
      .nullsNotDistinct(),
    check("holiday_calendars_mode_check", oneOf(table.mode, holidayModes)),
    check(
      "holiday_calendars_country_check",
      sql`(${table.mode} = 'country') = (${table.country} is not null) and (${table.region} is null or ${table.country} is not null)`,
    ),
    check("holiday_calendars_open_dates_check", sql`cardinality(${table.openDates}) <= 1000`),
  ],
);

/** Time taken off products, once or again and again. What is taken stands in `block_occurrences`. */
export const blocks = pgTable(
  "blocks",
  {
    id: id(),
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id, { onDelete: "cascade" }),
    /** The first occurrence. */
    during: instantRange("during").notNull(),
    /** RFC 5545 RRULE value; null when it happens once */
    rrule: text("rrule"),
    /** IANA; the occurrences keep their wall time in it */
    timeZone: text("time_zone").notNull(),
    reason: text("reason"),
    /** Occurrences up to here are written; null when all are. */
    expandedUntil: instant("expanded_until"),
    version: integer("version").notNull().default(1),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    unique("blocks_organization_id_id_key").on(table.organizationId, table.id),
    index("blocks_expanded_until_idx").on(table.expandedUntil).where(sql`${table.expandedUntil} is not null`),
    check(
      "blocks_during_check",
      sql`not isempty(${table.during}) and lower(${table.during}) is not null and upper(${table.during}) is not null`,
    ),
  ],
);

/** The products that a block is for. */
export const blockProducts = pgTable(
  "block_products",
  {
    organizationId: uuid("organization_id").notNull(),
    blockId: uuid("block_id").notNull(),
    productId: uuid("product_id").notNull(),
  },
  (table) => [
    primaryKey({ name: "block_products_pk", columns: [table.blockId, table.productId] }),
    foreignKey({
      name: "block_products_block_fk",
      columns: [table.organizationId, table.blockId],
      foreignColumns: [blocks.organizationId, blocks.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "block_products_product_fk",
      columns: [table.organizationId, table.productId],
      foreignColumns: [products.organizationId, products.id],
    }).onDelete("cascade"),
    index("block_products_product_idx").on(table.productId),
  ],
);

/** When each product is blocked. Written with the block, so that a reading is one range query. */
export const blockOccurrences = pgTable(
  "block_occurrences",
  {
    organizationId: uuid("organization_id").notNull(),
    blockId: uuid("block_id").notNull(),
    productId: uuid("product_id").notNull(),
    during: instantRange("during").notNull(),
  },
  (table) => [
    primaryKey({
      name: "block_occurrences_pk",
      columns: [table.blockId, table.productId, table.during],
    }),
    foreignKey({
      name: "block_occurrences_block_product_fk",
      columns: [table.blockId, table.productId],
      foreignColumns: [blockProducts.blockId, blockProducts.productId],
    }).onDelete("cascade"),
    index("block_occurrences_product_during_idx").using("gist", table.productId, table.during),
    check(
      "block_occurrences_during_check",
      sql`not isempty(${table.during}) and lower(${table.during}) is not null and upper(${table.during}) is not null`,
    ),
  ],
);

type OwnerColumns = { organizationId: AnyPgColumn; productId: AnyPgColumn; locationId: AnyPgColumn };

/** Of a product, of a location, or, when neither is given, of the organisation. */
function ownerKeys(name: string, table: OwnerColumns) {
  return [
    foreignKey({
      name: `${name}_product_fk`,
      columns: [table.organizationId, table.productId],
      foreignColumns: [products.organizationId, products.id],
    }).onDelete("cascade"),
    foreignKey({
      name: `${name}_location_fk`,
      columns: [table.organizationId, table.locationId],
      foreignColumns: [locations.organizationId, locations.id],
    }).onDelete("cascade"),
    index(`${name}_product_idx`).on(table.productId),
    index(`${name}_location_idx`).on(table.locationId),
    check(`${name}_owner_check`, sql`num_nonnulls(${table.productId}, ${table.locationId}) <= 1`),
  ];
}
