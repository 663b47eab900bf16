import { sql } from "drizzle-orm";
import {
  check,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { createdAt, id, instantRange, updatedAt } from "./columns.ts";
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

/** `has_availability`: which schedule is in force for a product, and from when to when (both dates included). */
export const productSchedules = pgTable(
  "product_schedules",
  {
    id: id(),
    organizationId: uuid("organization_id").notNull(),
    productId: uuid("product_id").notNull(),
    scheduleId: uuid("schedule_id").notNull(),
    effectiveFrom: date("effective_from", { mode: "string" }),
    effectiveUntil: date("effective_until", { mode: "string" }),
  },
  (table) => [
    foreignKey({
      name: "product_schedules_product_fk",
      columns: [table.organizationId, table.productId],
      foreignColumns: [products.organizationId, products.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "product_schedules_schedule_fk",
      columns: [table.organizationId, table.scheduleId],
      foreignColumns: [schedules.organizationId, schedules.id],
    }).onDelete("cascade"),
    index("product_schedules_product_idx").on(table.productId),
    index("product_schedules_schedule_idx").on(table.scheduleId),
    check(
      "product_schedules_effective_check",
      sql`${table.effectiveFrom} is null or ${table.effectiveUntil} is null or ${table.effectiveFrom} <= ${table.effectiveUntil}`,
    ),
  ],
);

/** Other hours on one local date; no hours means closed that date. */
export const exceptions = pgTable(
  "exceptions",
  {
    id: id(),
    organizationId: uuid("organization_id").notNull(),
    productId: uuid("product_id").notNull(),
    date: date("date", { mode: "string" }).notNull(),
    hours: jsonb("hours").$type<{ start: string; end: string }[]>().notNull(),
    reason: text("reason"),
    createdAt: createdAt(),
  },
  (table) => [
    foreignKey({
      name: "exceptions_product_fk",
      columns: [table.organizationId, table.productId],
      foreignColumns: [products.organizationId, products.id],
    }).onDelete("cascade"),
    unique("exceptions_product_date_key").on(table.productId, table.date),
    check("exceptions_hours_check", sql`jsonb_typeof(${table.hours}) = 'array'`),
  ],
);

export const blocks = pgTable(
  "blocks",
  {
    id: id(),
    organizationId: uuid("organization_id").notNull(),
    productId: uuid("product_id").notNull(),
    during: instantRange("during").notNull(),
    reason: text("reason"),
    createdAt: createdAt(),
  },
  (table) => [
    foreignKey({
      name: "blocks_product_fk",
      columns: [table.organizationId, table.productId],
      foreignColumns: [products.organizationId, products.id],
    }).onDelete("cascade"),
    index("blocks_product_during_idx").using("gist", table.productId, table.during),
    check(
      "blocks_during_check",
      sql`not isempty(${table.during}) and lower(${table.during}) is not null and upper(${table.during}) is not null`,
    ),
  ],
);
