import { extendBlocks as extend } from "@availability/ontology/availability";
import { cron } from "inngest";
import type { Dependencies } from "./dependencies.ts";

/** Every night: writes on the occurrences of recurring blocks whose written part runs short. */
export function extendBlocks({ inngest, environment }: Dependencies) {
  return inngest.createFunction(
    { id: "extend-blocks", triggers: [cron("17 3 * * *")], retries: 3 },
    async ({ step }) => ({ extended: await step.run("extend", () => extend(environment)) }),
  );
}
