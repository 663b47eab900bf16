import { listPendingPushes, pushBooking as pushToCalendar } from "@availability/ontology/calendar";
import { type Dependencies, systemCtx } from "./dependencies.ts";
import {
  bookingCancelled,
  bookingChanged,
  bookingConfirmed,
  bookingRescheduled,
  pushRequested,
} from "./events.ts";
import { retryAfter, withRetryPolicy } from "./retry-policy.ts";

/**
 * Brings the target calendars of one booking to what it is now: its event stands in each once, or in none. Converges
 * whatever event started it, so that it may run again at will; one calendar that fails does not hold up the others.
 */
export function pushBooking({ inngest, environment }: Dependencies) {
  return inngest.createFunction(
    {
      id: "push-booking",
      triggers: [bookingConfirmed, bookingRescheduled, bookingChanged, bookingCancelled, pushRequested],
      retries: 8,
      concurrency: { key: "event.data.bookingId", limit: 1 },
    },
    async ({ event, step }) => {
      const { organizationId, bookingId } = event.data;
      const ctx = systemCtx(environment, organizationId);
      const pushIds = await step.run("list-pending", () => listPendingPushes(ctx, { bookingId }));
      const settled = await Promise.allSettled(
        pushIds.map((pushId) =>
          step.run(`push-${pushId}`, async () => {
            const outcome = await withRetryPolicy(() => pushToCalendar(ctx, { pushId }));
            if (outcome.kind === "busy")
              throw retryAfter("Another worker pushes this event", outcome.retryAfterMs);
            return outcome;
          }),
        ),
      );
      const failed = settled.find((result) => result.status === "rejected");
      if (failed) throw failed.reason;
      return { pushes: pushIds.length };
    },
  );
}
