import { queueDueSyncs, queueStuckPushes } from "@availability/ontology/calendar";
import { cron } from "inngest";
import type { Dependencies } from "./dependencies.ts";

/**
 * Every quarter of an hour: asks for every calendar that is due, and again for pushes that got stuck. It only fans out.
 * Written without the tick's own time, so that one fired late or by hand does the same.
 */
export function syncDueCalendars({ inngest, environment }: Dependencies) {
  return inngest.createFunction(
    { id: "sync-due-calendars", triggers: [cron("*/15 * * * *")], retries: 3 },
    async ({ step }) => {
      const calendars = await step.run("queue-due-syncs", () => queueDueSyncs(environment));
      const pushes = await step.run("queue-stuck-pushes", () => queueStuckPushes(environment));
      return { calendars, pushes };
    },
  );
}
