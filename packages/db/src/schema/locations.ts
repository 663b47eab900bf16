import { locationKinds, locationStatuses } from "@availability/domain/location";
import { check, index, integer, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { createdAt, id, updatedAt } from "./columns.ts";
import { oneOf } from "./one-of.ts";
import { organizations } from "./organizations.ts";

export const locations = pgTable(
  "locations",
  {
    id: id(),
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id, { onDelete: "cascade" }),
    kind: text("kind", { enum: locationKinds }).notNull(),
    name: text("name").notNull(),
    /** IANA */
    timeZone: text("time_zone").notNull(),
    address: text("address"),
    joinUrl: text("join_url"),
    status: text("status", { enum: locationStatuses }).notNull().default("active"),
    version: integer("version").notNull().default(1),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    unique("locations_organization_id_id_key").on(table.organizationId, table.id),
    index("locations_organization_created_idx").on(table.organizationId, table.createdAt),
    index("locations_organization_status_name_idx").on(
      table.organizationId,
      table.status,
      table.name,
      table.id,
    ),
    check("locations_kind_check", oneOf(table.kind, locationKinds)),
    check("locations_status_check", oneOf(table.status, locationStatuses)),
  ],
);
