import type { ScheduledJob } from "@availability/ontology/job";

/** What each function of ours does, as people call it. */
const jobWords: Record<string, string> = {
  "sync-calendar": "Reading a calendar",
  "push-booking": "Writing a booking to its calendars",
  "watch-calendar": "Asking to be told of changes in a calendar",
  "settle-notifications": "Following a notification of a change",
  "probe-connection": "Checking a calendar account",
  "deliver-webhook": "Delivering a message to a webhook",
  "fan-out-webhooks": "Handing an event to the webhooks",
};

/** What a failed function was to do; one that is not known is called by its id. */
export function jobText(functionId: string): string {
  return jobWords[functionId] ?? functionId;
}

/** What trying again may bring about twice; null where it does no harm. */
export function retryWarning(functionId: string): string | null {
  if (functionId !== "deliver-webhook") return null;
  return "The receiver may get a message a second time; both carry the same id.";
}

/** What each scheduled function does, as a sentence about what is done. */
export const scheduleWords: Record<ScheduledJob, string> = {
  "sync-due-calendars": "Calendars are checked",
  "probe-connections": "Calendar accounts are checked",
  "reconcile-calendars": "Calendars whose turn it is are read in full",
  "renew-channels": "Notifications of changes are renewed",
  "relay-outbox": "What waits is handed to the job engine",
  "sweep-bookings": "Holds and bookings that are over are ended",
  "tend-webhooks": "Webhooks that fail for long are disabled",
  "extend-blocks": "Repeated blocks are written further ahead",
  "prune-history": "Old records are removed",
  "prune-answers": "Old answers to repeated requests are removed",
};

/** "every 15 minutes" */
export function everyText(minutes: number): string {
  if (minutes === 1) return "every minute";
  if (minutes === 60) return "every hour";
  return minutes === 1440 ? "every day" : `every ${minutes} minutes`;
}
