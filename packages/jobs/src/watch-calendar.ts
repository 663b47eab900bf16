import { keepWatched } from "@availability/ontology/calendar";
import { type Dependencies, systemCtx } from "./dependencies.ts";
import { channelsRequested } from "./events.ts";
import { withRetryPolicy } from "./retry-policy.ts";

/** Makes, renews or stops the channels of one calendar. What it cannot do within its retries, the hourly cron asks for again. */
export function watchCalendar({ inngest, environment }: Dependencies) {
  return inngest.createFunction(
    {
      id: "watch-calendar",
      triggers: [channelsRequested],
      retries: 3,
      concurrency: { key: "event.data.calendarId", limit: 1 },
    },
    async ({ event, step }) => {
      const { organizationId, calendarId } = event.data;
      const ctx = systemCtx(environment, organizationId);
      return step.run("keep-watched", () => withRetryPolicy(() => keepWatched(ctx, { calendarId })));
    },
  );
}
