import { queueDueChannels } from "@availability/ontology/calendar";
import type { Dependencies } from "./dependencies.ts";
import { scheduled } from "./scheduled.ts";

/** Every hour: asks for the channels that are due to be made, renewed or stopped. It only fans out. */
export function renewChannels(dependencies: Dependencies) {
  const { environment } = dependencies;
  return scheduled(dependencies, "renew-channels", async (step) => ({
    calendars: await step.run("queue-due-channels", () => queueDueChannels(environment)),
  }));
}
