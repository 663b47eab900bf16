import { applyDiscovery } from "./apply-discovery.ts";
import type { Call, Outcome } from "./call-function.ts";
import { lockRunning } from "./discovery.ts";
import { type Engine, transact } from "./engine.ts";
import type { FunctionDefinition } from "./registry.ts";
import type { RunRow, StepRow } from "./rows.ts";

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
