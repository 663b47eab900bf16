import { createHash, randomUUID } from "node:crypto";
import { lockRunning } from "./discovery.ts";
import { endRun } from "./end-run.ts";
import type { Work } from "./engine.ts";
import type { Expression } from "./expression.ts";
import { addJobs, laneQueue } from "./queue.ts";
import type { FunctionDefinition } from "./registry.ts";
import { toJson } from "./rows.ts";

export type RunStart = {
  definition: FunctionDefinition;
  event: { name: string; [other: string]: unknown };
  parent?: { runId: string; stepId: string };
  rerunOf?: string;
};

/** Starts one run; returns its id, or null when the function's singleton or idempotency key says no. */
export async function startRun(work: Work, start: RunStart): Promise<string | null> {
  const { tx } = work;
  const { definition, event, parent } = start;
  const singletonKey = definition.singleton ? keyOf(definition.singleton.key, event) : null;
  const idempotencyKey = definition.idempotency ? keyOf(definition.idempotency, event) : null;
  if (
    idempotencyKey !== null &&
    !start.rerunOf &&
    (await hasRecentRun(work, definition.id, idempotencyKey))
  ) {
    return null;
  }
  if (singletonKey !== null && !(await claimSingleton(work, definition, singletonKey))) return null;

  const id = randomUUID();
  const lane = definition.lane ? laneName(definition, keyOf(definition.lane.key, event)) : null;
  const laneLimit = definition.lane?.limit ?? 1;
  await tx`
    insert into runs (id, function_id, event_name, event, lane, lane_limit, singleton_key, idempotency_key,
      parent_run_id, parent_step_id, rerun_of)
    values (${id}, ${definition.id}, ${event.name}, ${toJson(event)}::text::json, ${lane}, ${laneLimit},
      ${singletonKey}, ${idempotencyKey}, ${parent?.runId ?? null}, ${parent?.stepId ?? null},
      ${start.rerunOf ?? null})`;
  await addJobs(work, {
    identifier: "discover",
    payload: { runId: id, discovery: 1 },
    queue_name: laneQueue({ lane, lane_limit: laneLimit }),
  });
  return id;
}

/** Two events may ask for the same key at once: the transaction lock makes them take turns. */
async function lockKey({ tx }: Work, functionId: string, kind: string, key: string): Promise<void> {
  await tx`select pg_advisory_xact_lock(hashtextextended(${`${kind} ${functionId} ${key}`}, 0))`;
}

async function hasRecentRun(work: Work, functionId: string, key: string): Promise<boolean> {
  await lockKey(work, functionId, "idempotency", key);
  const [recent] = await work.tx`
    select 1 from runs where function_id = ${functionId} and idempotency_key = ${key}
      and created_at > now() - interval '24 hours' limit 1`;
  return recent !== undefined;
}

async function claimSingleton(work: Work, definition: FunctionDefinition, key: string): Promise<boolean> {
  await lockKey(work, definition.id, "singleton", key);
  const [holder] = await work.tx<{ id: string }[]>`
    select id from runs where function_id = ${definition.id} and singleton_key = ${key} and status = 'running'`;
  if (!holder) return true;
  const run = await lockRunning(work, holder.id);
  if (!run) return true;
  if (definition.singleton?.mode === "skip") return false;
  await endRun(work, run, { status: "cancelled" });
  return true;
}

function keyOf(expression: Expression | null, event: unknown): string {
  return expression === null ? "" : toJson(expression({ event }));
}

/** Queue names are limited in length and must not carry what is in an event: hence the digest of the key. */
function laneName(definition: FunctionDefinition, key: string): string {
  const digest = createHash("sha256").update(`${definition.id} ${key}`).digest("hex").slice(0, 24);
  return `${definition.id.slice(0, 80)}:${digest}`;
}
