import { createExecutor } from "@availability/embedded/executor";
import { createClient, createFunctions, createPublisher } from "@availability/jobs";
import { queueDueSyncs } from "@availability/ontology/calendar";
import type { LinkedCalendar, Studio } from "./studio.ts";
import type { SyncMeasurement } from "./sync-measurement.ts";

const mostMs = 600_000;
const ignore = () => undefined;
const quiet = { info: ignore, warn: ignore, error: console.error, debug: ignore };

/**
 * All of these calendars become due at once, and the jobs read them: how long until the last is read, with what use of
 * memory and of database connections. The jobs run in this process, on the embedded executor.
 */
export async function benchDrain(
  studio: Studio,
  { calendars, requestsSoFar }: { calendars: LinkedCalendar[]; requestsSoFar: () => number },
): Promise<SyncMeasurement> {
  const ids = calendars.map(({ id }) => id);
  const { ctx, url } = studio;
  const executor = createExecutor({ databaseUrl: url, log: quiet });
  const inngest = createClient({ kind: "embedded", fetch: executor.fetch }, quiet);
  const publisher = createPublisher(inngest, ctx, (error) => console.error(error));
  const environment = { ...ctx, publish: publisher.publish };
  await executor.start({ client: inngest, functions: createFunctions({ inngest, environment }) });
  try {
    await settle(studio, ids);
    await studio.database.sql`
      update calendar_sync_states set next_due_at = now() where calendar_id in ${studio.database.sql(ids)}`;
    const before = requestsSoFar();
    const use = watchUse(studio);
    const begun = performance.now();
    await queueDueSyncs(environment);
    await settle(studio, ids);
    const ms = performance.now() - begun;
    const { peakMemoryMiB, connections } = await use.end();
    const requests = requestsSoFar() - before;
    return {
      name: `${ids.length} unchanged calendars due at once`,
      ms,
      requests,
      perSecond: (requests / ms) * 1000,
      peakMemoryMiB,
      connections,
      passed: requests === ids.length,
    };
  } finally {
    await executor.stop();
  }
}

/** Waits until every calendar was read since it was last marked, and every reading has ended: that sets when the next is due. */
async function settle({ database: { sql } }: Studio, ids: string[]): Promise<void> {
  const deadline = Date.now() + mostMs;
  for (;;) {
    const [row] = await sql<{ open: number }[]>`
      select count(*)::int as open from calendar_sync_states
      where calendar_id in ${sql(ids)} and (synced_seq < dirty_seq or lease_owner is not null)`;
    if (row?.open === 0) return;
    if (Date.now() > deadline) throw new Error(`${row?.open} calendars were not read in ten minutes`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

function watchUse({ database }: Studio) {
  let [memory, connections] = [0, 0];
  const look = async () => {
    memory = Math.max(memory, process.memoryUsage().rss);
    const [row] = await database.sql<{ count: number }[]>`
      select count(*)::int as count from pg_stat_activity where datname = current_database()`;
    connections = Math.max(connections, row?.count ?? 0);
  };
  let running = true;
  const watching = (async () => {
    while (running) {
      await look();
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  })();
  return {
    async end() {
      running = false;
      await watching;
      return { peakMemoryMiB: Math.round(memory / 2 ** 20), connections };
    },
  };
}
