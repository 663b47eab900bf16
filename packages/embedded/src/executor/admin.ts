import type { Sql } from "postgres";
import { type Engine, transact, type Work } from "./engine.ts";
import type { RunRow, StepRow } from "./rows.ts";
import { startRun } from "./start-run.ts";
import type { RunDetails, RunFilter, RunSummary, StepSummary } from "./types.ts";

export async function listRuns(sql: Sql, filter: RunFilter): Promise<RunSummary[]> {
  const limit = Math.min(Math.max(filter.limit ?? 50, 1), 200);
  const rows = await sql<RunRow[]>`
    select * from runs where true
      ${filter.status ? sql`and status = ${filter.status}` : sql``}
      ${filter.functionId ? sql`and function_id = ${filter.functionId}` : sql``}
      ${filter.before ? sql`and created_at < ${filter.before}` : sql``}
    order by created_at desc, id limit ${limit}`;
  return rows.map(summary);
}

export async function getRun(sql: Sql, id: string): Promise<RunDetails | null> {
  const [run] = await sql<RunRow[]>`select * from runs where id = ${id}`;
  if (!run) return null;
  const steps = await sql<StepRow[]>`
    select * from steps where run_id = ${id} order by opened_at, completion, id`;
  return { ...summary(run), event: run.event, output: run.output, steps: steps.map(stepSummary) };
}

/** A new run of an old run's event. `from: "failure"` copies the steps that succeeded, so that only the rest runs. */
export async function rerun(engine: Engine, id: string, from: "start" | "failure"): Promise<string> {
  const [old] = await engine.sql<
    (RunRow & { event: { name: string } })[]
  >`select * from runs where id = ${id}`;
  if (!old) throw new Error(`there is no run ${id}`);
  const definition = engine.registry.get(old.function_id);
  if (!definition) throw new Error(`function ${old.function_id} is no longer registered`);
  return transact(engine, async (work) => {
    const runId = await startRun(work, { definition, event: old.event, rerunOf: id });
    if (runId === null)
      throw new Error(`function ${old.function_id} already runs with the same singleton key`);
    if (from === "failure") await copySucceededSteps(work.tx, id, runId);
    return runId;
  });
}

async function copySucceededSteps(tx: Work["tx"], from: string, to: string): Promise<void> {
  await tx`
    insert into steps (run_id, id, name, op, state, attempt, completion, data, opened_at, closed_at)
    select ${to}, id, name, op, state, attempt, row_number() over (order by completion), data, opened_at, closed_at
    from steps where run_id = ${from} and state = 'done'`;
  await tx`
    update runs set completed_steps = (select count(*) from steps where run_id = ${to}) where id = ${to}`;
}

function summary(run: RunRow): RunSummary {
  return {
    id: run.id,
    functionId: run.function_id,
    status: run.status,
    eventName: run.event_name,
    createdAt: run.created_at,
    startedAt: run.started_at,
    endedAt: run.ended_at,
    nextAttemptAt: run.next_attempt_at,
    error: run.error,
    rerunOf: run.rerun_of,
  };
}

function stepSummary(step: StepRow): StepSummary {
  return {
    name: step.name,
    op: step.op,
    state: step.state,
    attempt: step.attempt,
    data: step.data,
    error: step.error,
    openedAt: step.opened_at,
    closedAt: step.closed_at,
  };
}
