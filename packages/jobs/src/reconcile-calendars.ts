import { queueReconciles } from "@availability/ontology/calendar";
import type { Dependencies } from "./dependencies.ts";
import { scheduled } from "./scheduled.ts";

/** Four times an hour: asks for the nightly reading of the calendars whose turn has come. */
export function reconcileCalendars(dependencies: Dependencies) {
  return scheduled(dependencies, "reconcile-calendars", async (step) => ({
    calendars: await step.run("queue-reconciles", () => queueReconciles(dependencies.environment)),
  }));
}
