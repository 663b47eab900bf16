import { requestDiscovery } from "./discovery.ts";
import type { Work } from "./engine.ts";
import { type RunRow, toJson } from "./rows.ts";
import type { StoredError } from "./types.ts";

export type StepResult = { data: unknown } | { error: StoredError };

export type OpenedStep = {
  id: string;
  name: string;
  op: string;
  state: "planned" | "waiting";
  attempt?: number;
  event_name?: string;
  expression?: string | null;
};

/** Opens a step of a locked run; false when it is known already, for the SDK reports open steps on every look. */
export async function openStep({ tx }: Work, run: RunRow, step: OpenedStep): Promise<boolean> {
  const [opened] = await tx`
    insert into steps ${tx({ run_id: run.id, ...step })} on conflict do nothing returning id`;
  return opened !== undefined;
}

/** Writes the result of an open step of a locked run and asks for the next look. A closed step stays as it is. */
export async function closeStep(work: Work, run: RunRow, stepId: string, result: StepResult): Promise<void> {
  const done = "data" in result;
  const [closed] = await work.tx`
    with completed as (
      update runs set completed_steps = completed_steps + 1
      where id = ${run.id} and exists (
        select 1 from steps where run_id = ${run.id} and id = ${stepId} and state in ('planned', 'waiting'))
      returning completed_steps
    )
    update steps set
      state = ${done ? "done" : "failed"}, closed_at = now(), completion = completed.completed_steps,
      data = ${done ? toJson(result.data) : null}::text::json,
      error = ${done ? null : toJson(result.error)}::text::json
    from completed where run_id = ${run.id} and id = ${stepId} returning id`;
  if (closed) await requestDiscovery(work, run);
}
