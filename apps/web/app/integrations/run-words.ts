import { type ProviderName, providerLabels } from "@availability/domain/calendar";
import type { SyncRun } from "@availability/ontology/calendar";

/** What asked for a reading. */
export const triggerWords: Record<SyncRun["trigger"], string> = {
  cron: "the schedule",
  webhook: "a notification",
  manual: "hand",
  connect: "a change of its links",
  booking: "a booking",
  reconcile: "the nightly check",
};

export function isUnderWay(run: SyncRun | null): boolean {
  return run?.status === "queued" || run?.status === "running";
}

/** Whose reading it was. */
export type Account = { provider: ProviderName; email: string };

/** What a failed reading means for people, and what to do about it. */
function syncErrorText(code: string, { provider, email }: Account): string {
  const name = providerLabels[provider];
  switch (code) {
    case "auth_revoked":
    case "invalid_grant":
    case "needs_reauth":
      return `${name} no longer accepts our access for ${email}. Busy times stay as last read. Reconnect the account.`;
    case "insufficient_scope":
      return "You allowed less than we need. Reconnect and leave every box ticked.";
    case "not_found":
    case "gone":
      return "This calendar was deleted or is no longer shared with the account. Refresh the list and choose another.";
    case "read_only":
      return "This calendar may only be read now. Share it with write access, or send bookings elsewhere.";
    case "rate_limited":
      return `${name} asked us to slow down; we try again by ourselves. Nothing for you to do.`;
    case "unavailable":
      return `${name} did not answer. We use what was read last and try again by ourselves.`;
    case "misconfigured":
      return `This server's ${name} client is not accepted. Whoever runs the server has to check its configuration.`;
    default:
      return "Reading failed. We use what was read last and try again by ourselves.";
  }
}

/** The result of a finished run in words. */
export function runText(run: SyncRun, account: Account): string {
  if (run.status === "queued") return "Waiting to begin…";
  if (run.status === "running") return "Reading the calendar…";
  if (run.status === "failed") return syncErrorText(run.errorCode ?? "", account);
  const { seen, created, updated, deleted, unreadable } = run.counts;
  const parts = [`${seen} checked`, `${created} new`, `${updated} changed`, `${deleted} gone`];
  return `${parts.join(", ")}${unreadable > 0 ? `, ${unreadable} unreadable` : ""}, 0 errors`;
}
