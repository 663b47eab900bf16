import type { Work } from "./engine.ts";
import { addJobs, laneQueue } from "./queue.ts";
import { type RunRow, toJson } from "./rows.ts";
import type { StoredError } from "./types.ts";

/** Locks a run for the rest of the transaction; null when it is gone or has ended. */
export async function lockRunning({ tx }: Work, runId: string): Promise<RunRow | null> {
  const [run] = await tx<RunRow[]>`select * from runs where id = ${runId} and status = 'running' for update`;
  return run ?? null;
}

/** Queues the call that looks for the run's next step. At most one is open per run, and only the newest counts. */
export async function openDiscovery(
  work: Work,
  run: RunRow,
  retry?: { attempt: number; at: Date; error: StoredError },
): Promise<void> {
  const [opened] = await work.tx<{ discovery: number }[]>`
    update runs set
      discovery = discovery + 1, discovery_open = true, rediscover = false,
      attempt = ${retry?.attempt ?? 0}, next_attempt_at = ${retry?.at ?? null},
      error = ${retry ? toJson(retry.error) : null}::text::json
    where id = ${run.id} returning discovery`;
  if (!opened) return;
  await addJobs(work, {
    identifier: "discover",
    payload: { runId: run.id, discovery: opened.discovery },
    queue_name: laneQueue(run),
    run_at: retry?.at,
  });
}

/** A step has closed: look for the next one, or remember to when a look is already under way. */
export async function requestDiscovery(work: Work, run: RunRow): Promise<void> {
  const [open] = await work.tx`
    update runs set rediscover = true where id = ${run.id} and discovery_open returning id`;
  if (!open) await openDiscovery(work, run);
}
