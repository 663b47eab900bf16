import { openDatabase } from "@availability/db";
import { listSlots } from "@availability/ontology/availability";
import { contextOf } from "../data/context.ts";
import type { LoadedData } from "../data/load-data.ts";
import { recordStatements, type Statement } from "../data/record-statements.ts";
import type { Load } from "./drive.ts";
import { type HttpMeasurement, httpMeasurement } from "./http-measurement.ts";
import { startOfDay } from "./requests.ts";

const dayMs = 86_400_000;
const warmUpMs = 1_000;
const budgetMs = 4_000;
const askedProducts = 100;

/** The one statement that a request for slots reads with, sent over `connections` connections and by nothing else. */
export async function bareReading(data: LoadedData, connections: number): Promise<HttpMeasurement> {
  const database = openDatabase(data.url, { max: connections, applicationName: "availability-bench" });
  try {
    const ctx = contextOf(database, data.organizationId);
    const start = startOfDay(Date.now());
    const statements = await recordStatements(database, async () => {
      for (const productId of data.productIds.slice(0, askedProducts)) {
        await listSlots(ctx, { productId, start, end: start + 30 * dayMs });
      }
    });
    await repeat(database.sql, statements, connections, warmUpMs);
    const turn = await repeat(database.sql, statements, connections, budgetMs);
    const name = "floor: the SQL of 1 product x 30 days";
    return httpMeasurement({ name, connections, bookings: data.bookings, turns: [turn] });
  } finally {
    await database.close();
  }
}

type Sql = ReturnType<typeof openDatabase>["sql"];

async function repeat(sql: Sql, statements: Statement[], connections: number, ms: number): Promise<Load> {
  const began = performance.now();
  const latencies: number[] = [];
  let asked = 0;
  const worker = async () => {
    while (performance.now() - began < ms) {
      asked += 1;
      const statement = statements[asked % statements.length];
      if (!statement) throw new Error("Listing slots sent no statement");
      const sent = performance.now();
      await sql.unsafe(statement.text, statement.parameters, { prepare: statement.isPrepared });
      latencies.push(performance.now() - sent);
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
  return { latencies, seconds: (performance.now() - began) / 1000 };
}
