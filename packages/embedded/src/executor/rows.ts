import type { RunStatus, StepSummary, StoredError } from "./types.ts";

/** Columns of `runs` that the engine works with. */
export type RunRow = {
  id: string;
  function_id: string;
  status: RunStatus;
  event_name: string;
  event: unknown;
  lane: string | null;
  lane_limit: number;
  parent_run_id: string | null;
  parent_step_id: string | null;
  discovery: number;
  discovery_open: boolean;
  rediscover: boolean;
  attempt: number;
  error: StoredError | null;
  output: unknown;
  rerun_of: string | null;
  created_at: Date;
  started_at: Date | null;
  ended_at: Date | null;
  next_attempt_at: Date | null;
};

export type StepRow = {
  run_id: string;
  id: string;
  name: string;
  op: string;
  state: StepSummary["state"];
  attempt: number;
  completion: number | null;
  data: unknown;
  error: StoredError | null;
  expression: string | null;
  opened_at: Date;
  closed_at: Date | null;
};

/** Text for a `json` column. What JSON has no word for (undefined, a function) becomes null. */
export function toJson(value: unknown): string {
  return JSON.stringify(value) ?? "null";
}
