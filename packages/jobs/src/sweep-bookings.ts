import { completeEndedBookings, expireBookings } from "@availability/ontology/booking";
import type { Dependencies } from "./dependencies.ts";
import { scheduled } from "./scheduled.ts";

/**
 * Every minute: ends the holds and pending bookings whose time to wait is over, and completes what has ended. Both converge,
 * so that a tick that comes late, twice or beside another does the same.
 */
export function sweepBookings(dependencies: Dependencies) {
  const { environment } = dependencies;
  return scheduled(dependencies, "sweep-bookings", async (step) => {
    const expired = await step.run("expire", () => expireBookings(environment));
    const completed = await step.run("complete", () => completeEndedBookings(environment));
    return { expired, completed };
  });
}
