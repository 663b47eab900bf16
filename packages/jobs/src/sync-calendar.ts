import { syncCalendar as readCalendar } from "@availability/ontology/calendar";
import { type Dependencies, systemCtx } from "./dependencies.ts";
import { syncRequested } from "./events.ts";
import { retryAfter, withRetryPolicy } from "./retry-policy.ts";

/**
 * Reads one calendar. One run per calendar at a time: a request that arrives meanwhile is dropped here, since whoever made
 * it has marked the calendar changed and the run under way looks again before it ends.
 */
export function syncCalendar({ inngest, environment }: Dependencies) {
  return inngest.createFunction(
    {
      id: "sync-calendar",
      triggers: [syncRequested],
      retries: 5,
      singleton: { key: "event.data.calendarId", mode: "skip" },
    },
    async ({ event, step, runId }) => {
      const { organizationId, calendarId } = event.data;
      return step.run("read", async () => {
        const ctx = systemCtx(environment, organizationId);
        const outcome = await withRetryPolicy(() => readCalendar(ctx, { calendarId, jobRunId: runId }));
        if (outcome.kind === "busy")
          throw retryAfter("Another worker reads this calendar", outcome.retryAfterMs);
        return outcome;
      });
    },
  );
}
