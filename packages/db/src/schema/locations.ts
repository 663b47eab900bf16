import { locationKinds } from "@availability/domain/location";
import { check, index, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
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
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    unique("locations_organization_id_id_key").on(table.organizationId, table.id),
    index("locations_organization_created_idx").on(table.organizationId, table.createdAt),
    check("locations_kind_check", oneOf(table.kind, locationKinds)),
  ],
);
