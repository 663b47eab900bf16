import type { Call, Op, Outcome } from "./call-function.ts";
import { StoredErrorSchema } from "./call-function.ts";
import { lockRunning, openDiscovery, requestDiscovery } from "./discovery.ts";
import { endRun } from "./end-run.ts";
import { type Engine, transact, type Work } from "./engine.ts";
import { openOp, stepName, UnsupportedOp } from "./open-op.ts";
import type { FunctionDefinition } from "./registry.ts";
import type { RunRow, StepRow } from "./rows.ts";
import { closeStep, openStep } from "./steps.ts";
import type { StoredError } from "./types.ts";

/** Looks for the run's next steps: calls the function with all results so far, then stores what it answered. */
export async function discover(engine: Engine, runId: string, discovery: number): Promise<void> {
  const [run] = await engine.sql<RunRow[]>`
    update runs set rediscover = false, next_attempt_at = null, started_at = coalesce(started_at, now())
    where id = ${runId} and discovery = ${discovery} and discovery_open and status = 'running' returning *`;
  if (!run) return;
  const definition = engine.registry.get(run.function_id);
  const outcome = definition
    ? await engine.call(await callOf(engine, run, definition, { stepId: null, attempt: run.attempt }))
    : unregistered(run);
  await transact(engine, async (work) => {
    const locked = await lockRunning(work, run.id);
    // Somebody else has answered this look meanwhile, or the run was cancelled.
    if (!locked?.discovery_open || locked.discovery !== discovery) return;
    await applyDiscovery(work, locked, outcome, definition?.maxAttempts ?? 1);
  });
}

/** The request for one call: the stored results of all closed steps, in their order. */
export async function callOf(
  engine: Engine,
  run: RunRow,
  definition: FunctionDefinition,
  target: { stepId: string | null; attempt: number },
): Promise<Call> {
  const steps = await engine.sql<StepRow[]>`select * from steps where run_id = ${run.id} order by completion`;
  const closed = steps.filter((step) => step.state === "done" || step.state === "failed");
  return {
    functionId: run.function_id,
    runId: run.id,
    event: run.event,
    ...target,
    maxAttempts: definition.maxAttempts,
    steps: Object.fromEntries(
      closed.map((step) => [step.id, step.error === null ? { data: step.data } : { error: step.error }]),
    ),
    stack: closed.map((step) => step.id),
    planOnly: closed.length < steps.length,
  };
}

export function unregistered(run: RunRow): Outcome {
  const message = `function ${run.function_id} is no longer registered`;
  return { kind: "failed", error: { name: "Error", message }, retry: false, retryAfter: null };
}

async function applyDiscovery(work: Work, run: RunRow, outcome: Outcome, maxAttempts: number): Promise<void> {
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
