import type { Connection, SyncRun } from "@availability/ontology/calendar";

export type Health = {
  word: "Healthy" | "Syncing" | "Degraded" | "Action needed" | "Disconnected";
  colour: "green" | "blue" | "yellow" | "red" | "gray";
  why: string;
};

/** The state of one connected account in a word, and why. */
export function healthOf(connection: Connection): Health {
  const { status, email, calendars, statusReason } = connection;
  if (status === "disconnected") {
    return {
      word: "Disconnected",
      colour: "gray",
      why: "Its calendars are not read and receive no bookings.",
    };
  }
  if (status === "needs_reauth") {
    return {
      word: "Action needed",
      colour: "red",
      why: syncErrorText(statusReason ?? "auth_revoked", email),
    };
  }
  if (calendars.some(({ latestRun }) => isUnderWay(latestRun))) {
    return { word: "Syncing", colour: "blue", why: "A calendar is being read now." };
  }
  const failing = calendars.find(({ sync }) => sync?.lastErrorCode);
  if (failing?.sync?.lastErrorCode) {
    return {
      word: "Degraded",
      colour: "yellow",
      why: `${failing.name}: ${syncErrorText(failing.sync.lastErrorCode, email)}`,
    };
  }
  return { word: "Healthy", colour: "green", why: "Every linked calendar was read without error." };
}

export function isUnderWay(run: SyncRun | null): boolean {
  return run?.status === "queued" || run?.status === "running";
}

/** What a failed sync means for people, and what to do about it. */
export function syncErrorText(code: string, email: string): string {
  switch (code) {
    case "auth_revoked":
    case "invalid_grant":
    case "needs_reauth":
      return `Google no longer accepts our access for ${email}. Busy times stay as last read. Reconnect the account.`;
    case "insufficient_scope":
      return "You allowed less than we need. Reconnect and leave every box ticked.";
    case "not_found":
    case "gone":
      return "This calendar was deleted or is no longer shared with the account. Refresh the list and choose another.";
    case "read_only":
      return "This calendar may only be read now. Share it with write access, or send bookings elsewhere.";
    case "rate_limited":
      return "Google asked us to slow down; we try again by ourselves. Nothing for you to do.";
    case "unavailable":
      return "Google did not answer. We use what was read last and try again by ourselves.";
    case "misconfigured":
      return "This server's Google client is not accepted. Whoever runs the server has to check its configuration.";
    default:
      return "Reading failed. We use what was read last and try again by ourselves.";
  }
}

/** The result of a finished run in words. */
export function runText(run: SyncRun, email: string): string {
  if (run.status === "queued") return "Waiting to begin…";
  if (run.status === "running") return "Reading the calendar…";
  if (run.status === "failed") return syncErrorText(run.errorCode ?? "", email);
  const { seen, created, updated, deleted, unreadable } = run.counts;
  const parts = [`${seen} checked`, `${created} new`, `${updated} changed`, `${deleted} gone`];
  return `${parts.join(", ")}${unreadable > 0 ? `, ${unreadable} unreadable` : ""}, 0 errors`;
}
