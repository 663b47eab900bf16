import { syncTurns } from "@availability/domain/calendar";
import { countDueSyncs, queueDueSyncs, queueStuckPushes } from "@availability/ontology/calendar";
import type { Dependencies } from "./dependencies.ts";
import { scheduled } from "./scheduled.ts";

// More make no more turns.
const mostCounted = 2_000;

/**
 * Every quarter of an hour: asks for every calendar that is due, in turns a minute apart when they are many, and again for pushes
 * that got stuck. It only fans out. Written without the tick's own time, so that one fired late or by hand does the same.
 */
export function syncDueCalendars(dependencies: Dependencies) {
  const { environment } = dependencies;
  return scheduled(dependencies, "sync-due-calendars", async (step) => {
    const pushes = await step.run("queue-stuck-pushes", () => queueStuckPushes(environment));
    const due = await step.run("count-due", () => countDueSyncs(environment, { atMost: mostCounted }));
    const turns = syncTurns(due);
    let calendars = 0;
    for (let turn = 1; turn <= turns; turn += 1) {
      calendars += await step.run(`queue-due-syncs-${turn}`, () =>
        queueDueSyncs(environment, { turn, turns }),
      );
      if (turn < turns) await step.sleep(`rest-${turn}`, "1m");
    }
    return { calendars, pushes };
  });
}
