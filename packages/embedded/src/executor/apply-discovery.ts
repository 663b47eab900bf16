import { type Op, type Outcome, StoredErrorSchema } from "./call-function.ts";
import { openDiscovery, requestDiscovery } from "./discovery.ts";
import { endRun } from "./end-run.ts";
import type { Work } from "./engine.ts";
import { openOp, stepName, UnsupportedOp } from "./open-op.ts";
import type { RunRow } from "./rows.ts";
import { closeStep, openStep } from "./steps.ts";
import type { StoredError } from "./types.ts";

/**
 * Stores what a locked run answered when it was asked for its next steps, and queues what follows: the end, another
 * attempt, or the steps themselves.
 */
export async function applyDiscovery(
  work: Work,
  run: RunRow,
  outcome: Outcome,
  maxAttempts: number,
): Promise<void> {
  switch (outcome.kind) {
    case "completed":
      return endRun(work, run, { status: "completed", output: outcome.output });
    case "failed":
      if (outcome.retry) return retryOrFail(work, run, outcome, maxAttempts);
      return endRun(work, run, { status: "failed", error: outcome.error });
    case "ops":
      return applyOps(work, run, outcome, maxAttempts);
  }
}

async function retryOrFail(
  work: Work,
  run: RunRow,
  failure: { error: StoredError; retryAfter: string | null },
  maxAttempts: number,
): Promise<void> {
  if (run.attempt + 1 >= maxAttempts) return endRun(work, run, { status: "failed", error: failure.error });
  const at = work.engine.retryAt(run.attempt, failure.retryAfter);
  await openDiscovery(work, run, { attempt: run.attempt + 1, at, error: failure.error });
}

async function applyOps(
  work: Work,
  run: RunRow,
  answer: { ops: Op[]; retryAfter: string | null },
  maxAttempts: number,
): Promise<void> {
  const complete = answer.ops.find((op) => op.op === "RunComplete");
  if (complete) return endRun(work, run, { status: "completed", output: complete.data });
  const stepError = answer.ops.find((op) => op.op === "StepError");
  if (stepError && run.attempt + 1 < maxAttempts) {
    const error = StoredErrorSchema.parse(stepError.error);
    return retryOrFail(work, run, { error, retryAfter: answer.retryAfter }, maxAttempts);
  }
  await work.tx`update runs set discovery_open = false where id = ${run.id}`;
  try {
    for (const op of answer.ops) await applyOp(work, run, op);
  } catch (error) {
    if (!(error instanceof UnsupportedOp)) throw error;
    return endRun(work, run, { status: "failed", error: { name: error.name, message: error.message } });
  }
  if (run.rediscover) await requestDiscovery(work, run);
  await refuseStandstill(work, run);
}

async function applyOp(work: Work, run: RunRow, op: Op): Promise<void> {
  const ranAtOnce = op.op === "StepRun" || op.op === "StepFailed" || op.op === "StepError";
  if (!ranAtOnce) return openOp(work, run, op);
  await openStep(work, run, {
    id: op.id,
    name: stepName(op),
    op: "StepRun",
    state: "planned",
    attempt: run.attempt,
  });
  await closeStep(
    work,
    run,
    op.id,
    op.op === "StepRun" ? { data: op.data } : { error: StoredErrorSchema.parse(op.error) },
  );
}

/** A run that waits for nothing would stay "running" for ever. */
async function refuseStandstill(work: Work, run: RunRow): Promise<void> {
  const [alive] = await work.tx`
    select 1 from runs where id = ${run.id} and (discovery_open or exists (
      select 1 from steps where run_id = ${run.id} and state in ('planned', 'waiting')))`;
  if (alive) return;
  const error = { name: "Error", message: "the function neither ended nor asked for another step" };
  await endRun(work, run, { status: "failed", error });
}
