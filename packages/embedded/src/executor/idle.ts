import { setTimeout as delay } from "node:timers/promises";
import type { Sql } from "postgres";

type Target = { sql: Sql; queue: string; now: () => Date };

/**
 * Resolves when the queue has nothing that is due. With `skipTime`, what is due later (sleeps, retries, timeouts; not
 * crons) is brought forward one instant after the other, so that hours pass in milliseconds. Throws at the deadline.
 */
export async function idle(
  target: Target,
  { timeoutMs, skipTime = false }: { timeoutMs: number; skipTime?: boolean },
): Promise<void> {
  const deadline = target.now().getTime() + timeoutMs;
  for (;;) {
    const { due, later } = await countJobs(target);
    if (due === 0 && !(skipTime && later > 0)) return;
    if (due === 0) await bringNextForward(target);
    if (target.now().getTime() > deadline) throw new Error(`${due} jobs still due after ${timeoutMs} ms`);
    await delay(10);
  }
}

// In one statement: a job that fails between two of them would be neither due yet nor later.
async function countJobs({ sql, queue }: Target): Promise<{ due: number; later: number }> {
  const [row] = await sql<{ due: number; later: number }[]>`
    select count(*) filter (where run_at <= now() or locked_at is not null)::int as due,
      count(*) filter (
        where run_at > now() and locked_at is null and task_identifier not in ('tick_cron', 'prune'))::int as later
    from ${sql(`${queue}.jobs`)} where attempts < max_attempts or locked_at is not null`;
  return row ?? { due: 0, later: 0 };
}

async function bringNextForward({ sql, queue }: Target): Promise<void> {
  const jobs = sql(`${queue}.jobs`);
  const later = await sql<{ id: string }[]>`
    select id from ${jobs} where run_at = (
      select min(run_at) from ${jobs}
      where run_at > now() and attempts < max_attempts and task_identifier not in ('tick_cron', 'prune'))
    and task_identifier not in ('tick_cron', 'prune')`;
  if (later.length === 0) return;
  const ids = later.map((job) => job.id);
  await sql`select ${sql(`${queue}.reschedule_jobs`)}(${ids}::bigint[], run_at := now())`;
  await sql.notify("jobs:insert", JSON.stringify({ count: ids.length }));
}
