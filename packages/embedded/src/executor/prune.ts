import { type Engine, transact } from "./engine.ts";
import { addJobs } from "./queue.ts";

const batch = 2_000;
const hourMs = 3_600_000;

/** Deletes what is past its retention, at most one batch of each kind, and queues the next round. */
export async function prune(engine: Engine): Promise<void> {
  await transact(engine, async (work) => {
    const { tx } = work;
    const before = new Date(engine.now().getTime() - engine.retentionDays * 24 * hourMs);
    const runs = await tx`
      delete from runs where id in (select id from runs where ended_at < ${before} limit ${batch})`;
    const events = await tx`
      delete from events where id in (
        select id from events where received_at < ${before} and routed_at is not null limit ${batch})`;
    const ids = await tx`
      delete from event_ids where client_id in (
        select client_id from event_ids where received_at < now() - interval '24 hours' limit ${batch})`;
    await tx`delete from ${tx(`${engine.queue}._private_job_queues`)} as lanes
      where locked_at is null and not exists (
        select 1 from ${tx(`${engine.queue}._private_jobs`)} as jobs where jobs.job_queue_id = lanes.id)`;
    const full = [runs, events, ids].some((deleted) => deleted.count === batch);
    await addJobs(work, {
      identifier: "prune",
      payload: {},
      job_key: "prune",
      run_at: new Date(engine.now().getTime() + (full ? hourMs / 60 : hourMs)),
    });
  });
}
