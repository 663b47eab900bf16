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

/** Runs a statement twice under EXPLAIN and takes both back; the second run is the plan. */
export async function explain({ sql }: Database, { text, parameters }: Statement): Promise<Plan> {
  const lines = await planned(sql, text, parameters);
  const plan = lines.join("\n");
  return {
    text: `${text.trim()}\n\n${plan}\n`,
    longScans: await longScans(sql, plan),
    planningMs: numberAfter(plan, /Planning Time: ([\d.]+)/),
    executionMs: numberAfter(plan, /Execution Time: ([\d.]+)/),
    buffers: numberAfter(plan, /shared hit=(\d+)/) + numberAfter(lines[1] ?? "", /read=(\d+)/),
  };
}

type Sql = Database["sql"];

async function planned(sql: Sql, text: string, parameters: Statement["parameters"]): Promise<string[]> {
  const question = `explain (analyze, buffers) ${text}`;
  for (const run of [1, 2]) {
    const connection = await sql.reserve();
    try {
      await connection.unsafe("begin");
      const rows = await connection.unsafe<{ "QUERY PLAN": string }[]>(question, parameters);
      if (run === 2) return rows.map((row) => row["QUERY PLAN"]);
    } finally {
      await connection.unsafe("rollback");
      connection.release();
    }
  }
  return [];
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
