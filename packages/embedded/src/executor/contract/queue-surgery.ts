import type { Sql } from "postgres";

/** Moves every cron's job to `dueAt`, as a downtime or the passing of time would have left it. */
export async function makeCronsDue(sql: Sql, dueAt: Date): Promise<void> {
  await sql`update executor_queue._private_jobs set run_at = ${dueAt} where key like 'cron:%'`;
  await sql.notify("jobs:insert", JSON.stringify({ count: 10 }));
}
