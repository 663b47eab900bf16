import type { Task, TaskList } from "graphile-worker";
import { discover } from "./discover.ts";
import { failRun } from "./end-run.ts";
import type { Engine } from "./engine.ts";
import { prune } from "./prune.ts";
import { type TaskName, type TaskPayload, taskPayloads } from "./queue.ts";
import { routeEvent, startDebounced } from "./route-event.ts";
import { closeWait, runStep } from "./run-step.ts";
import { tickCron } from "./schedule-cron.ts";

/**
 * What the queue's worker does. A task throws only when the database fails it, and is begun again only after a crash; the
 * queue repeats it 25 times. What then still belongs to a run ends that run, for nobody else would.
 */
export function taskList(engine: Engine): TaskList {
  return {
    route_event: task(engine, "route_event", ({ eventId }) => routeEvent(engine, eventId)),
    start_debounced: task(engine, "start_debounced", ({ functionId, eventId }) =>
      startDebounced(engine, functionId, eventId),
    ),
    discover: task(engine, "discover", ({ runId, discovery }) => discover(engine, runId, discovery)),
    run_step: task(engine, "run_step", (payload) => runStep(engine, payload)),
    close_wait: task(engine, "close_wait", (payload) => closeWait(engine, payload)),
    tick_cron: task(engine, "tick_cron", (payload, dueAt) => tickCron(engine, payload, dueAt)),
    prune: task(engine, "prune", () => prune(engine)),
  } satisfies Record<TaskName, Task>;
}

function task<T extends TaskName>(
  engine: Engine,
  name: T,
  run: (payload: TaskPayload<T>, dueAt: Date) => Promise<void>,
): Task {
  return async (payload, { job }) => {
    // The schema of T parses to the payload of T; TypeScript does not follow the index.
    const parsed = taskPayloads[name].parse(payload) as TaskPayload<T>;
    if ("runId" in parsed && job.attempts >= job.max_attempts) {
      return failRun(engine, parsed.runId, `the process died or failed in each of ${job.attempts - 1} calls`);
    }
    await run(parsed, job.run_at);
  };
}
