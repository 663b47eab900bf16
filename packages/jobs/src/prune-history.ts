import { pruneHistory as forget } from "@availability/ontology/calendar";
import type { Dependencies } from "./dependencies.ts";
import { scheduled } from "./scheduled.ts";

/** Every night: forgets readings, gone events, ended channels and attempts to connect that nobody asks for any more. */
export function pruneHistory(dependencies: Dependencies) {
  return scheduled(dependencies, "prune-history", async (step) => ({
    rows: await step.run("prune", () => forget(dependencies.environment)),
  }));
}
