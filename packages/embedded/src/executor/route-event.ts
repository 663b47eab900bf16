import { createHash } from "node:crypto";
import { lockRunning } from "./discovery.ts";
import { endRun } from "./end-run.ts";
import { type Engine, transact, type Work } from "./engine.ts";
import { compileExpression } from "./expression.ts";
import { addJobs } from "./queue.ts";
import type { EventMatcher, FunctionDefinition } from "./registry.ts";
import { type StepRow, toJson } from "./rows.ts";
import { startRun } from "./start-run.ts";
import { closeStep } from "./steps.ts";

type StoredEvent = { id: string; name: string; payload: { name: string; [other: string]: unknown } };

/** Gives one stored event to everything that waits for it, in one transaction and only once. */
export async function routeEvent(engine: Engine, eventId: string): Promise<void> {
  await transact(engine, async (work) => {
    const [event] = await work.tx<StoredEvent[]>`
      update events set routed_at = now() where id = ${eventId} and routed_at is null
      returning id, name, payload`;
    if (!event) return;
    await cancelRuns(work, event);
    await answerWaits(work, event);
    for (const definition of engine.registry.values()) {
      if (definition.events.some((trigger) => matches(trigger, event, { event: event.payload }))) {
        await trigger(work, definition, event);
      }
    }
  });
}

/** The quiet period of a debounced function is over: it runs with the last event. */
export async function startDebounced(engine: Engine, functionId: string, eventId: string): Promise<void> {
  const definition = engine.registry.get(functionId);
  if (!definition) return engine.log.warn({ functionId }, "a debounced function is no longer registered");
  await transact(engine, async (work) => {
    const [event] = await work.tx<StoredEvent[]>`select id, name, payload from events where id = ${eventId}`;
    if (event) await startRun(work, { definition, event: event.payload });
  });
}

async function trigger(work: Work, definition: FunctionDefinition, event: StoredEvent): Promise<void> {
  if (!definition.debounce) {
    await startRun(work, { definition, event: event.payload });
    return;
  }
  const key = toJson(definition.debounce.key?.({ event: event.payload }));
  const digest = createHash("sha256").update(key).digest("hex").slice(0, 24);
  await addJobs(work, {
    identifier: "start_debounced",
    payload: { functionId: definition.id, eventId: event.id },
    job_key: `debounce:${definition.id}:${digest}`,
    run_at: new Date(work.engine.now().getTime() + definition.debounce.periodMs),
  });
}

async function answerWaits(work: Work, event: StoredEvent): Promise<void> {
  // In the order of ids, so that two events never lock the same runs the other way round.
  const waits = await work.tx<Pick<StepRow, "run_id" | "id" | "expression">[]>`
    select run_id, id, expression from steps
    where state = 'waiting' and event_name = ${event.name} order by run_id, id`;
  for (const wait of waits) {
    const run = await lockRunning(work, wait.run_id);
    if (!run) continue;
    const condition = wait.expression === null ? null : compileExpression(wait.expression);
    if (condition === null || condition({ event: run.event, async: event.payload })) {
      await closeStep(work, run, wait.id, { data: event.payload });
    }
  }
}

async function cancelRuns(work: Work, event: StoredEvent): Promise<void> {
  for (const definition of work.engine.registry.values()) {
    for (const matcher of definition.cancelOn.filter((each) => each.event === event.name)) {
      const running = await work.tx<{ id: string; event: unknown }[]>`
        select id, event from runs where function_id = ${definition.id} and status = 'running' order by id`;
      for (const { id, event: startedBy } of running) {
        if (!matches(matcher, event, { event: startedBy, async: event.payload })) continue;
        const run = await lockRunning(work, id);
        if (run) await endRun(work, run, { status: "cancelled" });
      }
    }
  }
}

function matches(
  matcher: EventMatcher,
  event: StoredEvent,
  scope: { event: unknown; async?: unknown },
): boolean {
  return matcher.event === event.name && (matcher.matches === null || Boolean(matcher.matches(scope)));
}
