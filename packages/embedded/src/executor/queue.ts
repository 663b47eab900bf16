import { randomInt } from "node:crypto";
import * as z from "zod";
import type { Work } from "./engine.ts";

const RunJob = z.object({ runId: z.string() });

/** Every task of the queue with the payload of its jobs. */
export const taskPayloads = {
  route_event: z.object({ eventId: z.string() }),
  start_debounced: z.object({ functionId: z.string(), eventId: z.string() }),
  discover: RunJob.extend({ discovery: z.int() }),
  run_step: RunJob.extend({ stepId: z.string(), attempt: z.int() }),
  close_wait: RunJob.extend({ stepId: z.string() }),
  tick_cron: z.object({ functionId: z.string(), cron: z.string() }),
  prune: z.object({}),
};

export type TaskName = keyof typeof taskPayloads;
export type TaskPayload<T extends TaskName> = z.infer<(typeof taskPayloads)[T]>;

/** Field names are those of graphile-worker's `job_spec`. */
type JobSpec = { [T in TaskName]: { identifier: T; payload: TaskPayload<T> } }[TaskName] & {
  queue_name?: string | undefined;
  run_at?: Date | undefined;
  /** A second job with the same key replaces the first, unless that one is running. */
  job_key?: string | undefined;
};

/** Queues jobs in the transaction of `work`. */
export async function addJobs({ tx }: Pick<Work, "tx">, ...jobs: JobSpec[]): Promise<void> {
  await tx`select add_jobs(${JSON.stringify(jobs)}::text::json)`;
}

/**
 * graphile-worker runs the jobs of one queue one after the other, so a limit of n is n queues. Which of them a job
 * joins is chance: never more than n run at once, though sometimes fewer than could.
 */
export function laneQueue(run: { lane: string | null; lane_limit: number }): string | undefined {
  if (run.lane === null) return undefined;
  return run.lane_limit === 1 ? run.lane : `${run.lane}:${randomInt(run.lane_limit)}`;
}
