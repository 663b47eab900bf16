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
    const due = await countDue(target);
    if (due === 0 && !(skipTime && (await bringNextForward(target)))) return;
    if (target.now().getTime() > deadline) throw new Error(`${due} jobs still due after ${timeoutMs} ms`);
    await delay(10);
  }
}

async function countDue({ sql, queue }: Target): Promise<number> {
  const [row] = await sql<{ due: number }[]>`
    select count(*)::int as due from ${sql(`${queue}.jobs`)}
    where attempts < max_attempts and run_at <= now() or locked_at is not null`;
  return row?.due ?? 0;
}

async function bringNextForward({ sql, queue }: Target): Promise<boolean> {
  const jobs = sql(`${queue}.jobs`);
  const later = await sql<{ id: string }[]>`
    select id from ${jobs} where run_at = (
      select min(run_at) from ${jobs}
      where run_at > now() and attempts < max_attempts and task_identifier not in ('tick_cron', 'prune'))
    and task_identifier not in ('tick_cron', 'prune')`;
  if (later.length === 0) return false;
  const ids = later.map((job) => job.id);
  await sql`select ${sql(`${queue}.reschedule_jobs`)}(${ids}::bigint[], run_at := now())`;
  await sql.notify("jobs:insert", JSON.stringify({ count: ids.length }));
  return true;
}
