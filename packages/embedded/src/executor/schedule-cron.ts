import { randomUUID } from "node:crypto";
import { nextSlot, slotAt } from "./cron.ts";
import { type Engine, transact, type Work } from "./engine.ts";
import { addJobs } from "./queue.ts";
import { cronEventName } from "./registry.ts";
import { startRun } from "./start-run.ts";

/**
 * Gives every cron one job for its next slot and takes away those of crons that are gone. A job that is there already
 * stays, however long overdue: after a downtime it fires once.
 */
export async function scheduleCrons(engine: Engine): Promise<void> {
  await transact(engine, async (work) => {
    const { tx } = work;
    const crons = [...engine.registry.values()].flatMap((definition) =>
      definition.crons.map((cron) => ({ functionId: definition.id, cron })),
    );
    const jobs = await tx<{ key: string }[]>`
      select key from ${tx(`${engine.queue}.jobs`)}
      where key like 'cron:%' and attempts < max_attempts`;
    const scheduled = new Set(jobs.map((job) => job.key));
    for (const cron of crons) {
      if (!scheduled.delete(cronKey(cron))) await scheduleNext(work, cron);
    }
    for (const key of scheduled) await tx`select ${tx(`${engine.queue}.remove_job`)}(${key})`;
  });
}

/** One slot of one cron: starts its run and queues the next slot in the same transaction. */
export async function tickCron(
  engine: Engine,
  tick: { functionId: string; cron: string },
  dueAt: Date,
): Promise<void> {
  const definition = engine.registry.get(tick.functionId);
  if (!definition?.crons.includes(tick.cron)) return;
  await transact(engine, async (work) => {
    const slot = slotAt(tick.cron, dueAt);
    if (await claimSlot(work, tick, slot)) {
      const event = { id: randomUUID(), name: cronEventName, ts: slot.getTime(), data: { cron: tick.cron } };
      await startRun(work, { definition, event });
    }
    await scheduleNext(work, tick);
  });
}

/** False when this slot, or a later one, has had its run. */
async function claimSlot(
  { tx }: Work,
  tick: { functionId: string; cron: string },
  slot: Date,
): Promise<boolean> {
  const [claimed] = await tx`
    insert into crons (function_id, expression, last_slot, last_tick_at)
    values (${tick.functionId}, ${tick.cron}, ${slot}, now())
    on conflict (function_id, expression) do update
      set last_slot = excluded.last_slot, last_tick_at = excluded.last_tick_at
      where crons.last_slot < excluded.last_slot
    returning 1 as claimed`;
  return claimed !== undefined;
}

async function scheduleNext(work: Work, tick: { functionId: string; cron: string }): Promise<void> {
  await addJobs(work, {
    identifier: "tick_cron",
    payload: tick,
    job_key: cronKey(tick),
    run_at: nextSlot(tick.cron, work.engine.now()),
  });
}

function cronKey(tick: { functionId: string; cron: string }): string {
  return `cron:${tick.functionId}:${tick.cron}`;
}
