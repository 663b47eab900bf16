import { sql } from "drizzle-orm";
import { boolean, check, pgTable, uuid } from "drizzle-orm/pg-core";

/**
 * Who this database is to the outside: part of the tag on the events we write, so that the events of another
 * installation on the same calendar are foreign to us. One row, made by the migration.
 */
export const installation = pgTable(
  "installation",
  { single: boolean("single").primaryKey().default(true), id: uuid("id").notNull() },
  (table) => [check("installation_single_check", sql`${table.single}`)],
);
