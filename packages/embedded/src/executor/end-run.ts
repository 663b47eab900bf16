import { lockRunning } from "./discovery.ts";
import { type Engine, transact, type Work } from "./engine.ts";
import { type RunRow, toJson } from "./rows.ts";
import { sendEvents } from "./send-events.ts";
import { closeStep, type StepResult } from "./steps.ts";
import type { StoredError } from "./types.ts";

const failedEventName = "inngest/function.failed";

export type Ending =
  | { status: "completed"; output: unknown }
  | { status: "failed"; error: StoredError }
  | { status: "cancelled" };

/** Ends a locked run: its open steps are abandoned, its invoker is answered, a failure is announced as an event. */
export async function endRun(work: Work, run: RunRow, ending: Ending): Promise<void> {
  const output = ending.status === "completed" ? toJson(ending.output) : null;
  const error = ending.status === "failed" ? toJson(ending.error) : null;
  await work.tx`
    update runs set
      status = ${ending.status}, ended_at = now(), next_attempt_at = null, discovery_open = false,
      output = ${output}::text::json, error = ${error}::text::json
    where id = ${run.id}`;
  await work.tx`
    update steps set state = 'abandoned', closed_at = now()
    where run_id = ${run.id} and state in ('planned', 'waiting')`;
  if (ending.status === "failed") await announceFailure(work, run, ending.error);
  await answerInvoker(work, run, ending);
  work.afterCommit(() => logEnd(work, run, ending));
}

/** Ends a run for a reason that lies outside its function. */
export async function failRun(engine: Engine, runId: string, message: string): Promise<void> {
  await transact(engine, async (work) => {
    const run = await lockRunning(work, runId);
    if (run) await endRun(work, run, { status: "failed", error: { name: "Error", message } });
  });
}

async function announceFailure(work: Work, run: RunRow, error: StoredError): Promise<void> {
  // A failing failure handler must not set off itself.
  if (run.event_name === failedEventName) return;
  const { schema, now } = work.engine;
  await sendEvents(work.tx, { schema, now: now() }, [
    {
      name: failedEventName,
      data: {
        function_id: run.function_id,
        run_id: run.id,
        error: { ...error, __serialized: true },
        event: run.event,
        events: [run.event],
      },
    },
  ]);
}

async function answerInvoker(work: Work, run: RunRow, ending: Ending): Promise<void> {
  if (run.parent_run_id === null || run.parent_step_id === null) return;
  const parent = await lockRunning(work, run.parent_run_id);
  if (parent) await closeStep(work, parent, run.parent_step_id, invokeResult(run, ending));
}

function invokeResult(run: RunRow, ending: Ending): StepResult {
  switch (ending.status) {
    case "completed":
      return { data: ending.output };
    case "failed":
      return { error: ending.error };
    case "cancelled":
      return { error: { name: "Error", message: `invoked function ${run.function_id} was cancelled` } };
  }
}

function logEnd({ engine }: Work, run: RunRow, ending: Ending): void {
  const fields = {
    runId: run.id,
    functionId: run.function_id,
    status: ending.status,
    durationMs: engine.now().getTime() - run.created_at.getTime(),
  };
  if (ending.status === "failed") engine.log.warn(fields, "run ended");
  else engine.log.info(fields, "run ended");
}
