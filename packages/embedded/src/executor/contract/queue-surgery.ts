import { setTimeout as delay } from "node:timers/promises";
import type { Sql } from "postgres";

/** Moves every cron's job to `dueAt`, as a downtime or the passing of time would have left it. */
export async function makeCronsDue(sql: Sql, dueAt: Date): Promise<void> {
  await sql`update executor_queue._private_jobs set run_at = ${dueAt} where key like 'cron:%'`;
  await sql.notify("jobs:insert", JSON.stringify({ count: 10 }));
}

/** Waits until the run of an event with this key is stored as sleeping: only then is the step before it safe. */
export async function untilAsleep(sql: Sql, key: string): Promise<void> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const [sleeping] = await sql`
      select 1 from executor.steps join executor.runs on runs.id = run_id
      where op = 'Sleep' and event->'data'->>'key' = ${key}`;
    if (sleeping) return;
    if (Date.now() > deadline) throw new Error("the run never went to sleep");
    await delay(20);
  }
}
