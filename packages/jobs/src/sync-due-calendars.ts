import { queueDueSyncs, queueStuckPushes } from "@availability/ontology/calendar";
import type { Dependencies } from "./dependencies.ts";
import { scheduled } from "./scheduled.ts";

/**
 * Every quarter of an hour: asks for every calendar that is due, and again for pushes that got stuck. It only fans out.
 * Written without the tick's own time, so that one fired late or by hand does the same.
 */
export function syncDueCalendars(dependencies: Dependencies) {
  const { environment } = dependencies;
  return scheduled(dependencies, "sync-due-calendars", async (step) => {
    const calendars = await step.run("queue-due-syncs", () => queueDueSyncs(environment));
    const pushes = await step.run("queue-stuck-pushes", () => queueStuckPushes(environment));
    return { calendars, pushes };
  });
}
