import { requestSettled } from "@availability/ontology/calendar";
import { type Dependencies, systemCtx } from "./dependencies.ts";
import { calendarNotified } from "./events.ts";

/** A calendar of which notifications come fast is read once after a pause, not once for each. */
export function settleNotifications({ inngest, environment }: Dependencies) {
  return inngest.createFunction(
    { id: "settle-notifications", triggers: [calendarNotified], retries: 3 },
    async ({ event, step }) => {
      const { organizationId, calendarId } = event.data;
      await step.sleep("settle", "5s");
      const ctx = systemCtx(environment, organizationId);
      return { asked: await step.run("request", () => requestSettled(ctx, { calendarId })) };
    },
  );
}
