import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { type Database, openDatabase } from "@availability/db";
import type { Cluster } from "../data/cluster.ts";
import { contextOf } from "../data/context.ts";
import { type LoadedData, loadData } from "../data/load-data.ts";
import { recordStatements } from "../data/record-statements.ts";
import { machine } from "../machine.ts";
import { explain, type Plan } from "./explain.ts";
import { hotQueries } from "./hot-queries.ts";

const folder = fileURLToPath(new URL("../../docs/explain", import.meta.url));
const products = 2000;
const events = 200_000;

/** Whether a hot query is free of sequential scans over many rows, and the file that holds its plans. */
export type ExplainedQuery = { name: string; file: string; plans: Plan[]; passed: boolean };

/**
 * Calls each hot verb once on a database of its own, explains the statements that the verb sent, and writes the plans to
 * docs/explain.
 */
export async function explainQueries(
  cluster: Cluster,
  { bookings, log }: { bookings: number; log: (line: string) => void },
): Promise<ExplainedQuery[]> {
  const url = await cluster.create("explain");
  const loaded = await loadData(url, { products, bookings, events }, log);
  // One connection: what is explained runs where the verb ran.
  const database = openDatabase(url, { max: 1, applicationName: "availability-bench" });
  try {
    await mkdir(folder, { recursive: true });
    const header = await headerOf(database, loaded);
    const explained: ExplainedQuery[] = [];
    for (const query of hotQueries(contextOf(database, loaded.organizationId), loaded)) {
      await query.prepare?.(database);
      const statements = await recordStatements(database, query.call);
      await query.prepare?.(database);
      const plans: Plan[] = [];
      for (const statement of statements) plans.push(await explain(database, statement));
      const file = path.join(folder, `${query.name}.txt`);
      await writeFile(file, [`${query.title}\n${header}`, ...plans.map(({ text }) => text)].join("\n\n"));
      const passed = plans.length > 0 && plans.every(({ longScans }) => longScans.length === 0);
      explained.push({ name: query.name, file, plans, passed });
    }
    return explained;
  } finally {
    await database.close();
  }
}

async function headerOf({ sql }: Database, { bookings }: LoadedData): Promise<string> {
  const [row] = await sql<{ version: string }[]>`select split_part(version(), ' on ', 1) as version`;
  const { cpu, cores, memoryGiB } = machine();
  const rows = [bookings, products, events].map((count) => count.toLocaleString("en"));
  return [
    `${rows[0]} bookings, ${rows[1]} products and ${rows[2]} mirrored events in the organisation asked about`,
    `${row?.version} with its own defaults; ${cores} cores (${cpu}), ${memoryGiB} GiB, shared with other work`,
    "Second run of each statement; times include the cost of measuring them. Written by: pnpm bench explain",
  ].join("\n");
}
