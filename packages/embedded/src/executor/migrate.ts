import { createHash } from "node:crypto";
import { runMigrations } from "graphile-worker";
import type { Sql } from "postgres";
import { queueLogger } from "./queue-logger.ts";
import { tablesSql } from "./tables.sql.ts";
import type { Log } from "./types.ts";

export type Schemas = { schema: string; queue: string };

/** Both schema names; throws when the name could not be written in SQL without quotes. */
export function schemasFor(schema: string): Schemas {
  if (!/^[a-z_][a-z0-9_]{0,40}$/.test(schema)) {
    throw new Error(`executor schema "${schema}" must be a lower-case SQL name of at most 41 characters`);
  }
  return { schema, queue: `${schema}_queue` };
}

/** Creates or updates the tables of executor and queue. Two processes may call it at once: one waits. */
export async function migrate(sql: Sql, databaseUrl: string, schemas: Schemas, log: Log): Promise<void> {
  const session = await sql.reserve();
  try {
    await session`select pg_advisory_lock(hashtextextended(${`migrate ${schemas.schema}`}, 0))`;
    await runMigrations({ connectionString: databaseUrl, schema: schemas.queue, logger: queueLogger(log) });
    await createTables(session, schemas);
  } finally {
    await session`select pg_advisory_unlock(hashtextextended(${`migrate ${schemas.schema}`}, 0))`;
    session.release();
  }
}

/**
 * Tables that are as this version makes them are left alone: even to find an index there takes a lock on its table, and
 * those locks would meet the runs of a process that works already.
 */
async function createTables(session: Sql, { schema, queue }: Schemas): Promise<void> {
  const text = tablesSql(schema, queue);
  const digest = createHash("sha256").update(text).digest("hex");
  const [made] = await session<{ digest: string | null }[]>`
    select obj_description(to_regnamespace(${schema})::oid, 'pg_namespace') as digest`;
  if (made?.digest === digest) return;
  await session.unsafe(`${text}\ncomment on schema ${schema} is '${digest}';`);
}
