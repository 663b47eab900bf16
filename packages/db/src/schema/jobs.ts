import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { users } from "./accounts.ts";
import { createdAt, id, instant } from "./columns.ts";
import { organizations } from "./organizations.ts";

/** A job that gave up, in words people can act on: which function, on what, why, and what was done about it. */
export const jobFailures = pgTable(
  "job_failures",
  {
    id: id(),
    /** Null for a job that serves every organisation. */
    organizationId: uuid("organization_id").references(() => organizations.id, { onDelete: "cascade" }),
    functionId: text("function_id").notNull(),
    runId: text("run_id").notNull(),
    /** What started it: ids and versions only, enough to start it again. */
    eventName: text("event_name").notNull(),
    eventData: jsonb("event_data").$type<Record<string, unknown>>().notNull(),
    calendarId: uuid("calendar_id"),
    bookingId: uuid("booking_id"),
    errorCode: text("error_code").notNull(),
    errorMessage: text("error_message").notNull(),
    attempts: integer("attempts").notNull().default(1),
    failedAt: instant("failed_at").notNull(),
    retriedAt: instant("retried_at"),
    /** The same work succeeded later. */
    resolvedAt: instant("resolved_at"),
    dismissedAt: instant("dismissed_at"),
    dismissedBy: uuid("dismissed_by").references(() => users.id, { onDelete: "set null" }),
    dismissedReason: text("dismissed_reason"),
    createdAt: createdAt(),
  },
  (table) => [
    unique("job_failures_run_key").on(table.runId),
    index("job_failures_organization_idx").on(table.organizationId, table.failedAt),
    index("job_failures_open_calendar_idx")
      .on(table.calendarId)
      .where(sql`${table.resolvedAt} is null and ${table.dismissedAt} is null`),
    index("job_failures_open_booking_idx")
      .on(table.bookingId)
      .where(sql`${table.resolvedAt} is null and ${table.dismissedAt} is null`),
    index("job_failures_dismissed_by_idx").on(table.dismissedBy),
  ],
);

/** When each scheduled function last ran: a line that people see, so that a dead schedule is not silent. */
export const jobTicks = pgTable("job_ticks", {
  functionId: text("function_id").primaryKey(),
  lastAt: instant("last_at").notNull(),
});
