import { type Op, type Outcome, StoredErrorSchema } from "./call-function.ts";
import { callOf, unregistered } from "./discover.ts";
import { lockRunning } from "./discovery.ts";
import { endRun } from "./end-run.ts";
import { type Engine, transact, type Work } from "./engine.ts";
import { addJobs, laneQueue, type TaskPayload } from "./queue.ts";
import type { RunRow, StepRow } from "./rows.ts";
import { closeStep } from "./steps.ts";
import type { StoredError } from "./types.ts";

/** Runs one planned step, as is needed when several are open side by side. */
export async function runStep(engine: Engine, job: TaskPayload<"run_step">): Promise<void> {
  const [run] = await engine.sql<RunRow[]>`
    select * from runs where id = ${job.runId} and status = 'running' and exists (
      select 1 from steps where run_id = runs.id and id = ${job.stepId}
        and state = 'planned' and attempt = ${job.attempt})`;
  if (!run) return;
  const definition = engine.registry.get(run.function_id);
  const outcome = definition
    ? await engine.call(await callOf(engine, run, definition, job))
    : unregistered(run);
  await transact(engine, async (work) => {
    const locked = await lockRunning(work, job.runId);
    if (locked && (await isCurrent(work, job))) {
      await applyStep(work, locked, job, outcome, definition?.maxAttempts ?? 1);
    }
  });
}

/** A sleep is over, or a wait has timed out. */
export async function closeWait(engine: Engine, job: TaskPayload<"close_wait">): Promise<void> {
  await transact(engine, async (work) => {
    const run = await lockRunning(work, job.runId);
    const [step] = await work.tx<StepRow[]>`
      select * from steps where run_id = ${job.runId} and id = ${job.stepId} and state = 'waiting'`;
    if (!run || !step) return;
    const timedOut = { error: { name: "Error", message: `timed out waiting for "${step.name}"` } };
    await closeStep(work, run, step.id, step.op === "InvokeFunction" ? timedOut : { data: null });
  });
}

async function isCurrent({ tx }: Work, job: TaskPayload<"run_step">): Promise<boolean> {
  const [step] = await tx`
    select 1 from steps where run_id = ${job.runId} and id = ${job.stepId}
      and state = 'planned' and attempt = ${job.attempt}`;
  return step !== undefined;
}

async function applyStep(
  work: Work,
  run: RunRow,
  job: TaskPayload<"run_step">,
  outcome: Outcome,
  maxAttempts: number,
): Promise<void> {
  switch (outcome.kind) {
    case "completed":
      return endRun(work, run, { status: "completed", output: outcome.output });
    case "failed": {
      const { error, retryAfter } = outcome;
      const again = outcome.retry && job.attempt + 1 < maxAttempts;
      if (again) return retryStep(work, run, job, { error, retryAfter });
      return endRun(work, run, { status: "failed", error });
    }
    case "ops": {
      const op = outcome.ops.find((each) => each.id === job.stepId);
      return applyStepOp(work, run, job, op, outcome.retryAfter, maxAttempts);
    }
  }
}

async function applyStepOp(
  work: Work,
  run: RunRow,
  job: TaskPayload<"run_step">,
  op: Op | undefined,
  retryAfter: string | null,
  maxAttempts: number,
): Promise<void> {
  if (op?.op === "StepRun") return closeStep(work, run, job.stepId, { data: op.data });
  const error = op
    ? StoredErrorSchema.parse(op.error)
    : { name: "Error", message: "the function did not run the step it was asked for" };
  if (op?.op === "StepFailed" || job.attempt + 1 >= maxAttempts) {
    return closeStep(work, run, job.stepId, { error });
  }
  return retryStep(work, run, job, { error, retryAfter });
}

async function retryStep(
  work: Work,
  run: RunRow,
  job: TaskPayload<"run_step">,
  failure: { error: StoredError; retryAfter: string | null },
): Promise<void> {
  const at = work.engine.retryAt(job.attempt, failure.retryAfter);
  const attempt = job.attempt + 1;
  await work.tx`update steps set attempt = ${attempt} where run_id = ${run.id} and id = ${job.stepId}`;
  await work.tx`update runs set next_attempt_at = ${at} where id = ${run.id}`;
  await addJobs(work, {
    identifier: "run_step",
    payload: { ...job, attempt },
    queue_name: laneQueue(run),
    run_at: at,
  });
}
