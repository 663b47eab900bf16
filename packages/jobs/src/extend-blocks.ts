import { extendBlocks as extend } from "@availability/ontology/availability";
import type { Dependencies } from "./dependencies.ts";
import { scheduled } from "./scheduled.ts";

/** Every night: writes on the occurrences of recurring blocks whose written part runs short. */
export function extendBlocks(dependencies: Dependencies) {
  return scheduled(dependencies, "extend-blocks", async (step) => ({
    extended: await step.run("extend", () => extend(dependencies.environment)),
  }));
}
