import { assert } from "@availability/domain/errors";
import { fillPlaceholders, type SQL } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";
import { PostgresJsSession } from "drizzle-orm/postgres-js";
import type { Queryable } from "./database.ts";

/** Runs a statement with the values of its placeholders; rows come as the driver gives them. */
export type PreparedStatement<Row> = (db: Queryable, values: Record<string, string>) => Promise<Row[]>;

/**
 * A statement whose text is written once and which each connection plans once: for large statements that run all the time,
 * of which Drizzle would have Postgres make a new plan at every call.
 */
export function preparedStatement<Row>(statement: SQL): PreparedStatement<Row> {
  const { sql: text, params } = new PgDialect().sqlToQuery(statement);
  return async (db, values) => {
    const { session } = db._;
    assert(session instanceof PostgresJsSession, "databases are opened with postgres.js");
    return session.client.unsafe(text, fillPlaceholders(params, values), { prepare: true });
  };
}
