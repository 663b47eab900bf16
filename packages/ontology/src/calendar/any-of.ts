import { sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";

/** `in`, with one value for the statement however many there are: thousands of values of their own are slow to plan. */
export function anyOf(column: AnyPgColumn, values: readonly string[], type: "text" | "uuid" = "text") {
  return sql`${column} = any(${sql.param(values)}::${sql.raw(type)}[])`;
}
