import { serve } from "inngest/edge";
import postgres from "postgres";
import { getRun, listRuns, rerun } from "./admin.ts";
import { defaultRetryDelaysMs, retryAt } from "./backoff.ts";
import { functionCaller } from "./call-function.ts";
import type { Engine } from "./engine.ts";
import { eventDoor } from "./event-door.ts";
import { idle } from "./idle.ts";
import { competeForLeadership, type Leadership } from "./leader.ts";
import { migrate, schemasFor } from "./migrate.ts";
import { readRegistry } from "./registry.ts";
import { sendEvents } from "./send-events.ts";
import type { Executor, ExecutorOptions, Health, Registration } from "./types.ts";
import { startWorker } from "./worker.ts";

/**
 * Runs Inngest functions in this process, with durable state in Postgres 15 or later. Nothing connects before the first
 * event is sent or start() is called.
 */
export function createExecutor(options: ExecutorOptions): Executor {
  const { databaseUrl, log } = options;
  const now = options.now ?? (() => new Date());
  const schemas = schemasFor(options.schema ?? "executor");
  const sql = postgres(databaseUrl, {
    onnotice: () => undefined,
    connection: { search_path: schemas.schema, application_name: schemas.schema },
  });
  const backoff = {
    delaysMs: options.retryDelaysMs ?? defaultRetryDelaysMs,
    jitterMs: options.retryJitterMs ?? 30_000,
    random: Math.random,
  };

  let migrated: Promise<void> | null = null;
  const ready = () => {
    migrated ??= migrate(sql, databaseUrl, schemas, log).catch((error: unknown) => {
      migrated = null; // the next caller tries again
      throw error;
    });
    return migrated;
  };

  let running: { engine: Engine; leadership: Leadership } | null = null;
  const started = () => {
    if (!running) throw new Error("the executor has not been started");
    return running;
  };

  async function start({ client, functions }: Registration): Promise<void> {
    if (running) throw new Error("the executor has been started already");
    const handler = serve({ client, functions, streaming: false });
    const engine: Engine = {
      sql,
      schema: schemas.schema,
      queue: schemas.queue,
      registry: await readRegistry(handler, client),
      call: functionCaller(handler),
      log,
      now,
      retentionDays: options.retentionDays ?? 7,
      retryAt: (attempt, retryAfter) => retryAt(backoff, now(), attempt, retryAfter),
    };
    await ready();
    const leadership = competeForLeadership({
      databaseUrl,
      name: schemas.schema,
      standbyPollMs: options.standbyPollMs ?? 1_000,
      log,
      lead: () =>
        startWorker(engine, {
          databaseUrl,
          concurrency: options.concurrency ?? 10,
          pollIntervalMs: options.pollIntervalMs ?? 5_000,
          stopGraceMs: options.stopGraceMs ?? 10_000,
        }),
    });
    running = { engine, leadership };
    try {
      await leadership.firstTry;
    } catch (error) {
      running = null;
      await leadership.stop();
      throw error;
    }
  }

  async function health(): Promise<Health> {
    await ready();
    const [row] = await sql<{ last: Date | null }[]>`select max(last_tick_at) as last from crons`;
    return { leader: running?.leadership.isLeader() ?? false, lastCronTickAt: row?.last ?? null };
  }

  return {
    start,
    health,
    fetch: eventDoor(async (events, seed) => {
      await ready();
      return sendEvents(sql, { schema: schemas.schema, now: now(), seed }, events);
    }),
    async send(events, callersSql) {
      await ready();
      const list = Array.isArray(events) ? events : [events];
      return sendEvents(callersSql, { schema: schemas.schema, now: now() }, list);
    },
    async stop() {
      await running?.leadership.stop();
      running = null;
      await sql.end({ timeout: 5 });
    },
    idle: (idleOptions) => idle({ sql, queue: schemas.queue, now }, idleOptions),
    listRuns: async (filter = {}) => {
      await ready();
      return listRuns(sql, filter);
    },
    getRun: async (id) => {
      await ready();
      return getRun(sql, id);
    },
    rerun: async (id, { from = "start" } = {}) => rerun(started().engine, id, from),
  };
}
