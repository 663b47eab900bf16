import { setTimeout as delay } from "node:timers/promises";
import { run } from "graphile-worker";
import { dueTimer } from "./due-timer.ts";
import type { Engine } from "./engine.ts";
import { transact } from "./engine.ts";
import { addJobs } from "./queue.ts";
import { queueLogger } from "./queue-logger.ts";
import { scheduleCrons } from "./schedule-cron.ts";
import { taskList } from "./tasks.ts";

export type WorkerOptions = {
  databaseUrl: string;
  concurrency: number;
  pollIntervalMs: number;
  stopGraceMs: number;
};

export type Worker = {
  /** Settles when the worker ends, by stop() or by a fault. */
  ended: Promise<void>;
  stop(): Promise<void>;
};

/**
 * Takes over the queue and works it. Only the holder of the leader's lock may call this: it frees whatever a dead
 * leader had locked, which graphile-worker would do after four hours.
 */
export async function startWorker(engine: Engine, options: WorkerOptions): Promise<Worker> {
  const { sql, queue, log } = engine;
  const timer = dueTimer(engine.now, () => {
    const wakeAll = JSON.stringify({ count: options.concurrency });
    sql.notify("jobs:insert", wakeAll).catch((error: unknown) => log.warn({ err: error }, "queue not woken"));
  });
  const leading: Engine = { ...engine, noteDue: timer.note };

  await freeLockedJobs(leading);
  await scheduleCrons(leading);
  await transact(leading, (work) => addJobs(work, { identifier: "prune", payload: {}, job_key: "prune" }));
  const due = await sql<{ run_at: Date }[]>`
    select run_at from ${sql(`${queue}.jobs`)} where run_at > now() order by run_at limit 1000`;
  for (const { run_at } of due) timer.note(run_at);

  const runner = await run({
    connectionString: options.databaseUrl,
    schema: queue,
    taskList: taskList(leading),
    parsedCronItems: [],
    concurrency: options.concurrency,
    pollInterval: options.pollIntervalMs,
    maxPoolSize: options.concurrency + 2,
    noHandleSignals: true,
    logger: queueLogger(log),
  });
  const ended = runner.promise.catch((error: unknown) => log.error({ err: error }, "queue worker failed"));
  return {
    ended,
    async stop() {
      timer.stop();
      const stopped = runner
        .stop()
        .catch((error: unknown) => log.warn({ err: error }, "queue worker stopped"));
      const inTime = await Promise.race([
        stopped.then(() => true),
        delay(options.stopGraceMs, false, { ref: false }),
      ]);
      if (!inTime) await runner.kill("calls in flight took too long");
    },
  };
}

async function freeLockedJobs({ sql, queue, log }: Engine): Promise<void> {
  const holders = await sql<{ locked_by: string }[]>`
    select distinct locked_by from ${sql(`${queue}.jobs`)} where locked_by is not null
    union select distinct locked_by from ${sql(`${queue}._private_job_queues`)} where locked_by is not null`;
  if (holders.length === 0) return;
  const workers = holders.map((holder) => holder.locked_by);
  await sql`select ${sql(`${queue}.force_unlock_workers`)}(${workers})`;
  log.warn({ workers: workers.length }, "resuming the jobs of a worker that died");
}
