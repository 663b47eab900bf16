import type { ExtractTablesWithRelations } from "drizzle-orm";
import type { PgTransaction } from "drizzle-orm/pg-core";
import { drizzle, type PostgresJsDatabase, type PostgresJsQueryResultHKT } from "drizzle-orm/postgres-js";
import postgres, { type Sql } from "postgres";
import { prepareInTransactions } from "./prepare-in-transactions.ts";
import * as schema from "./schema/index.ts";

export type Db = PostgresJsDatabase<typeof schema>;
export type Transaction = PgTransaction<
  PostgresJsQueryResultHKT,
  typeof schema,
  ExtractTablesWithRelations<typeof schema>
>;
/** Where a query may run: on the pool, or inside the caller's transaction. */
export type Queryable = Db | Transaction;

export type Database = { db: Db; sql: Sql; close(): Promise<void> };

/** A pool on `url`. Sessions speak UTC and give up on a lock after 20 s, on a statement after 30 s. */
export function openDatabase(
  url: string,
  options: { max?: number; applicationName?: string } = {},
): Database {
  const sql = postgres(url, {
    max: options.max ?? 10,
    onnotice: () => undefined,
    connection: {
      application_name: options.applicationName ?? "availability",
      TimeZone: "UTC",
      // Our statements run for milliseconds; compiling one would take hundreds.
      jit: "off",
      lock_timeout: 20_000,
      statement_timeout: 30_000,
      idle_in_transaction_session_timeout: 60_000,
    },
  });
  prepareInTransactions(sql);
  return { db: drizzle(sql, { schema, casing: "snake_case" }), sql, close: () => sql.end({ timeout: 5 }) };
}
