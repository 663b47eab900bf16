import { EventEmitter } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { run, type WorkerEvents } from "graphile-worker";
import pg from "pg";
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
  await freeLockedJobs(engine);
  await scheduleCrons(engine);
  await transact(engine, (work) => addJobs(work, { identifier: "prune", payload: {}, job_key: "prune" }));
  const timer = dueTimer({
    next: (since) => nextDue(engine, since),
    // The NOTIFY of a new job; the worker hears it, and this timer too, which then looks for the next instant.
    ring: () => sql.notify("jobs:insert", JSON.stringify({ count: options.concurrency })),
    log,
  });
  const events: WorkerEvents = new EventEmitter();
  events.on("pool:listen:success", timer.look);
  events.on("pool:listen:notification", timer.look);
  const pgPool = openPool(options, log);
  const runner = await run({
    pgPool,
    schema: queue,
    taskList: taskList(engine),
    parsedCronItems: [],
    concurrency: options.concurrency,
    pollInterval: options.pollIntervalMs,
    noHandleSignals: true,
    events,
    logger: queueLogger(log),
  });
  const ended = runner.promise
    .catch((error: unknown) => log.error({ err: error }, "queue worker failed"))
    .finally(() => pgPool.end());
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

// graphile-worker takes its listeners off its own pool before that has ended; a server that cuts the connections in between would
// end this process, as nothing heard the error.
function openPool({ databaseUrl, concurrency }: WorkerOptions, log: Engine["log"]): pg.Pool {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: concurrency + 2 });
  const lost = (error: Error) => log.warn({ err: error }, "queue connection lost");
  pool.on("error", lost);
  pool.on("connect", (client) => client.on("error", lost));
  return pool;
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

/** All jobs have the queue's default priority, which leads its index. */
async function nextDue({ sql, queue }: Engine, since: Date): Promise<{ now: Date; dueAt: Date | null }> {
  const [next] = await sql<{ now: Date; due_at: Date | null }[]>`
    select now(), (
      select run_at from ${sql(`${queue}._private_jobs`)}
      where is_available = true and priority = 0 and run_at > ${since} order by run_at limit 1) as due_at`;
  if (!next) throw new Error("a select without a table returned no row");
  return { now: next.now, dueAt: next.due_at };
}
