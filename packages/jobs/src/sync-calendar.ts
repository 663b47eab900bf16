import { isReadingDue, syncCalendar as readCalendar } from "@availability/ontology/calendar";
import { type Dependencies, systemCtx } from "./dependencies.ts";
import { syncRequested } from "./events.ts";
import { retryAfter, withRetryPolicy } from "./retry-policy.ts";

/**
 * Reads one calendar. One at a time: a request that arrives meanwhile waits and finds, as a rule, that the run before it has
 * read what it was about. None is dropped, because a run that looks for the last time may not know of it.
 */
export function syncCalendar({ inngest, environment }: Dependencies) {
  return inngest.createFunction(
    {
      id: "sync-calendar",
      triggers: [syncRequested],
      retries: 5,
      concurrency: { key: "event.data.calendarId", limit: 1 },
    },
    async ({ event, step, runId }) => {
      const { organizationId, calendarId } = event.data;
      return step.run("read", async () => {
        const ctx = systemCtx(environment, organizationId);
        if (!(await isReadingDue(ctx, { calendarId }))) return { kind: "clean" as const };
        const outcome = await withRetryPolicy(() => readCalendar(ctx, { calendarId, jobRunId: runId }));
        if (outcome.kind === "busy")
          throw retryAfter("Another worker reads this calendar", outcome.retryAfterMs);
        return outcome;
      });
    },
  );
}
