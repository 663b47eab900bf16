import { randomUUID } from "node:crypto";
import type { Op } from "./call-function.ts";
import { instantAfter } from "./duration.ts";
import type { Work } from "./engine.ts";
import { compileExpression } from "./expression.ts";
import { addJobs, laneQueue } from "./queue.ts";
import type { RunRow } from "./rows.ts";
import { startRun } from "./start-run.ts";
import { closeStep, openStep } from "./steps.ts";

/** Opens what the function now waits for. Throws UnsupportedOp on a step tool that the executor does not offer. */
export async function openOp(work: Work, run: RunRow, op: Op): Promise<void> {
  switch (op.op) {
    case "StepPlanned":
      return planStep(work, run, op);
    case "Sleep":
      return sleep(work, run, op);
    case "WaitForEvent":
      return waitForEvent(work, run, op);
    case "InvokeFunction":
      return invoke(work, run, op);
    default:
      throw new UnsupportedOp(`the embedded executor does not support ${op.op} ("${stepName(op)}")`);
  }
}

export class UnsupportedOp extends Error {
  override name = "UnsupportedOp";
}

export function stepName(op: Op): string {
  return op.displayName ?? op.name ?? op.id;
}

async function planStep(work: Work, run: RunRow, op: Op): Promise<void> {
  const opened = await openStep(work, run, {
    id: op.id,
    name: stepName(op),
    op: "StepRun",
    state: "planned",
  });
  if (!opened) return;
  await addJobs(work, {
    identifier: "run_step",
    payload: { runId: run.id, stepId: op.id, attempt: 0 },
    queue_name: laneQueue(run),
  });
}

async function sleep(work: Work, run: RunRow, op: Op): Promise<void> {
  const until = instantOf(op.name ?? "", work);
  if (await openStep(work, run, { id: op.id, name: stepName(op), op: "Sleep", state: "waiting" })) {
    await closeAt(work, run, op, until);
  }
}

async function waitForEvent(work: Work, run: RunRow, op: Op): Promise<void> {
  const expression = op.opts?.if ?? null;
  if (expression !== null) understandable(expression);
  const until = instantOf(op.opts?.timeout ?? "", work);
  const opened = await openStep(work, run, {
    id: op.id,
    name: stepName(op),
    op: "WaitForEvent",
    state: "waiting",
    event_name: op.name ?? "",
    expression,
  });
  if (opened) await closeAt(work, run, op, until);
}

async function invoke(work: Work, run: RunRow, op: Op): Promise<void> {
  const timeout = op.opts?.timeout ? instantOf(op.opts.timeout, work) : null;
  const opened = await openStep(work, run, {
    id: op.id,
    name: stepName(op),
    op: "InvokeFunction",
    state: "waiting",
  });
  if (!opened) return;
  const { engine } = work;
  const functionId = op.opts?.function_id ?? "";
  const definition = engine.registry.get(functionId);
  const event = {
    id: randomUUID(),
    name: "inngest/function.invoked",
    ts: engine.now().getTime(),
    ...op.opts?.payload,
  };
  const started =
    definition && (await startRun(work, { definition, event, parent: { runId: run.id, stepId: op.id } }));
  if (!started) {
    const message = definition
      ? `invoked function ${functionId} did not start: another run of it has its singleton or idempotency key`
      : `invoked function ${functionId} is not registered`;
    await closeStep(work, run, op.id, { error: { name: "Error", message } });
  } else if (timeout) {
    await closeAt(work, run, op, timeout);
  }
}

async function closeAt(work: Work, run: RunRow, op: Op, at: Date): Promise<void> {
  await addJobs(work, { identifier: "close_wait", payload: { runId: run.id, stepId: op.id }, run_at: at });
}

function instantOf(text: string, { engine }: Work): Date {
  try {
    return instantAfter(text, engine.now());
  } catch (error) {
    throw new UnsupportedOp(error instanceof Error ? error.message : String(error));
  }
}

function understandable(expression: string): void {
  try {
    compileExpression(expression);
  } catch (error) {
    throw new UnsupportedOp(error instanceof Error ? error.message : String(error));
  }
}
