import type { Database } from "@availability/db";
import type { Statement } from "../data/record-statements.ts";

export type Plan = {
  /** The statement and its plan, as Postgres prints it. */
  text: string;
  /** Tables of more than 10,000 rows that are read from end to end. */
  longScans: string[];
  planningMs: number;
  executionMs: number;
  /** Pages of 8 KiB that the execution touched. */
  buffers: number;
};

const manyRows = 10_000;

/**
 * Runs a statement twice under EXPLAIN and takes both back; the second run is the plan. A prepared statement has the plan
 * that serves every value, as after its first calls on a connection.
 */
export async function explain({ sql }: Database, statement: Statement): Promise<Plan> {
  const lines = await planOf(sql, statement);
  const plan = lines.join("\n");
  const kind = statement.isPrepared ? "Prepared, with the plan for every value:\n\n" : "";
  return {
    text: `${kind}${statement.text.trim()}\n\n${plan}\n`,
    longScans: await longScans(sql, plan),
    planningMs: numberAfter(plan, /Planning Time: ([\d.]+)/),
    executionMs: numberAfter(plan, /Execution Time: ([\d.]+)/),
    // The first line of buffers is that of the whole plan.
    buffers: numberAfter(plan, /shared hit=(\d+)/) + numberAfter(plan, /shared hit=\d+ read=(\d+)/),
  };
}

type Sql = Database["sql"];

async function planOf(sql: Sql, { text, parameters = [], isPrepared }: Statement): Promise<string[]> {
  const connection = await sql.reserve();
  const run = async () => {
    const rows = isPrepared
      ? await connection.unsafe(
          `explain (analyze, buffers) execute explained (${parameters.map(literal).join(", ")})`,
        )
      : await connection.unsafe(`explain (analyze, buffers) ${text}`, parameters);
    return rows.map((row) => String(row["QUERY PLAN"]));
  };
  try {
    if (isPrepared) await connection.unsafe(`prepare explained as ${text}`);
    await connection.unsafe("begin");
    await connection.unsafe("set local plan_cache_mode = force_generic_plan");
    await run();
    await connection.unsafe("rollback and chain");
    await connection.unsafe("set local plan_cache_mode = force_generic_plan");
    return await run();
  } finally {
    await connection.unsafe("rollback");
    if (isPrepared) await connection.unsafe("deallocate explained");
    connection.release();
  }
}

function literal(value: unknown): string {
  return `'${String(value).replaceAll("'", "''")}'`;
}

async function longScans(sql: Sql, plan: string): Promise<string[]> {
  const scanned = [...plan.matchAll(/Seq Scan on (\w+)/g)].flatMap(([, table]) => table ?? []);
  if (scanned.length === 0) return [];
  const rows = await sql<{ relname: string }[]>`
    select relname from pg_class where relkind = 'r' and relname in ${sql(scanned)} and reltuples > ${manyRows}`;
  return rows.map(({ relname }) => relname);
}

function numberAfter(text: string, pattern: RegExp): number {
  return Number(pattern.exec(text)?.[1] ?? 0);
}
