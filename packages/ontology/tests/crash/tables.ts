import type { Queryable } from "@availability/db";
import { sql } from "drizzle-orm";

const tables = [
  "bookings",
  "claims",
  "allocations",
  "allocation_members",
  "booking_events",
  "customers",
  "outbox",
  "calendar_pushes",
];

/** All rows of an organisation that booking writes, as text that differs when anything does. */
export async function readTables(db: Queryable, organizationId: string): Promise<string> {
  const texts: string[] = [];
  for (const name of tables) {
    const [row] = await db.execute<{ rows: string | null }>(sql`
      select string_agg(t::text, E'\\n' order by t::text) as rows from ${sql.identifier(name)} t
      where organization_id = ${organizationId}`);
    texts.push(`${name}\n${row?.rows ?? ""}`);
  }
  return texts.join("\n");
}
