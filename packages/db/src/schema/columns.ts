import { sql } from "drizzle-orm";
import { customType, timestamp, uuid } from "drizzle-orm/pg-core";

/** A half-open range of instants, epoch ms in and out; stored as `tstzrange`. */
export const instantRange = customType<{ data: { start: number; end: number }; driverData: string }>({
  dataType: () => "tstzrange",
  toDriver: ({ start, end }) => `[${new Date(start).toISOString()},${new Date(end).toISOString()})`,
  fromDriver: (text) => {
    const [start, end] = text.slice(1, -1).split(",");
    return { start: parseBound(start), end: parseBound(end) };
  },
});

function parseBound(bound: string | undefined): number {
  if (bound === undefined || bound === "") throw new Error("A range in the database has an open end");
  // Postgres writes `"2026-03-29 01:00:00+00"`; ISO 8601 wants a T and minutes in the offset.
  const text = bound.replaceAll('"', "").replace(" ", "T");
  return Date.parse(/[+-]\d\d$/.test(text) ? `${text}:00` : text);
}

export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });
export const createdAt = () => instant("created_at").notNull().default(sql`now()`);
export const updatedAt = () => instant("updated_at").notNull().default(sql`now()`);
export const id = () => uuid("id").primaryKey();
