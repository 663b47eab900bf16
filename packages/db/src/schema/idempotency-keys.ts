import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { createdAt } from "./columns.ts";
import { organizations } from "./organizations.ts";

/** Answers kept for a day, so that a request sent again under the same Idempotency-Key is answered and not done again. */
export const idempotencyKeys = pgTable(
  "idempotency_keys",
  {
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id, { onDelete: "cascade" }),
    key: text("key").notNull(),
    /** SHA-256 of method, path and body, hex: the same key with another request is refused. */
    requestHash: text("request_hash").notNull(),
    /** Null while the first request is under way. */
    status: integer("status"),
    headers: jsonb("headers").$type<Record<string, string>>(),
    /** The answer, sealed; while there is none, the result that was committed, from which it is made again. */
    body: text("body"),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ name: "idempotency_keys_pk", columns: [table.organizationId, table.key] }),
    index("idempotency_keys_created_idx").on(table.createdAt),
    check("idempotency_keys_key_check", sql`length(${table.key}) between 1 and 255`),
  ],
);
