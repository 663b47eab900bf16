import type { Task, TaskList } from "graphile-worker";
import { discover } from "./discover.ts";
import type { Engine } from "./engine.ts";
import { prune } from "./prune.ts";
import { type TaskName, type TaskPayload, taskPayloads } from "./queue.ts";
import { routeEvent, startDebounced } from "./route-event.ts";
import { closeWait, runStep } from "./run-step.ts";
import { tickCron } from "./schedule-cron.ts";

/** What the queue's worker does. A task throws only when the database fails it; the queue then repeats it. */
export function taskList(engine: Engine): TaskList {
  return {
    route_event: task("route_event", ({ eventId }) => routeEvent(engine, eventId)),
    start_debounced: task("start_debounced", ({ functionId, eventId }) =>
      startDebounced(engine, functionId, eventId),
    ),
    discover: task("discover", ({ runId, discovery }) => discover(engine, runId, discovery)),
    run_step: task("run_step", (payload) => runStep(engine, payload)),
    close_wait: task("close_wait", (payload) => closeWait(engine, payload)),
    tick_cron: task("tick_cron", (payload, dueAt) => tickCron(engine, payload, dueAt)),
    prune: task("prune", () => prune(engine)),
  } satisfies Record<TaskName, Task>;
}

function task<T extends TaskName>(
  name: T,
  run: (payload: TaskPayload<T>, dueAt: Date) => Promise<void>,
): Task {
  return async (payload, { job }) => {
    // The schema of T parses to the payload of T; TypeScript does not follow the index.
    await run(taskPayloads[name].parse(payload) as TaskPayload<T>, job.run_at);
  };
}
