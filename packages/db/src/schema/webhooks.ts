import { webhookDeliveryStatuses, webhookStatuses } from "@availability/domain/webhook";
import { sql } from "drizzle-orm";
import { check, foreignKey, index, integer, jsonb, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { createdAt, id, instant, updatedAt } from "./columns.ts";
import { oneOf } from "./one-of.ts";
import { organizations } from "./organizations.ts";

/** Where an organisation wants to be told of changes: https://www.standardwebhooks.com */
export const webhookEndpoints = pgTable(
  "webhook_endpoints",
  {
    id: id(),
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id, { onDelete: "cascade" }),
    url: text("url").notNull(),
    description: text("description").notNull().default(""),
    /** Names of domain events; none means all. */
    events: text("events").array().notNull().default([]),
    /** The signing secret, encrypted with the row's id as associated data. */
    secret: text("secret").notNull(),
    status: text("status", { enum: webhookStatuses }).notNull().default("active"),
    version: integer("version").notNull().default(1),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    unique("webhook_endpoints_organization_id_id_key").on(table.organizationId, table.id),
    check("webhook_endpoints_status_check", oneOf(table.status, webhookStatuses)),
  ],
);

/** One event for one endpoint, and how telling it went. */
export const webhookDeliveries = pgTable(
  "webhook_deliveries",
  {
    id: id(),
    organizationId: uuid("organization_id").notNull(),
    endpointId: uuid("endpoint_id").notNull(),
    /** The id of the event, the same for every endpoint and every attempt. */
    eventId: uuid("event_id").notNull(),
    eventName: text("event_name").notNull(),
    payload: jsonb("payload").$type<Record<string, unknown>>().notNull(),
    status: text("status", { enum: webhookDeliveryStatuses }).notNull().default("pending"),
    attempts: integer("attempts").notNull().default(0),
    lastStatusCode: integer("last_status_code"),
    lastError: text("last_error"),
    lastAttemptAt: instant("last_attempt_at"),
    /** When it is tried again at the earliest; null: at once, or never. */
    nextAttemptAt: instant("next_attempt_at"),
    deliveredAt: instant("delivered_at"),
    createdAt: createdAt(),
  },
  (table) => [
    foreignKey({
      name: "webhook_deliveries_endpoint_fk",
      columns: [table.organizationId, table.endpointId],
      foreignColumns: [webhookEndpoints.organizationId, webhookEndpoints.id],
    }).onDelete("cascade"),
    unique("webhook_deliveries_endpoint_event_key").on(table.endpointId, table.eventId),
    index("webhook_deliveries_endpoint_created_idx").on(table.endpointId, table.createdAt, table.id),
    index("webhook_deliveries_endpoint_status_idx").on(
      table.endpointId,
      table.status,
      table.createdAt,
      table.id,
    ),
    index("webhook_deliveries_over_idx").on(table.createdAt).where(sql`${table.status} <> 'pending'`),
    index("webhook_deliveries_pending_idx").on(table.createdAt).where(sql`${table.status} = 'pending'`),
    check("webhook_deliveries_status_check", oneOf(table.status, webhookDeliveryStatuses)),
    check("webhook_deliveries_attempts_check", sql`${table.attempts} >= 0`),
  ],
);
