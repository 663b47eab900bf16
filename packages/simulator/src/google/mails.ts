import type { StoredEvent } from "../state/model.ts";
import type { Writing } from "./writing.ts";

/** Notes the mails Google would send to the attendees of an event that went from `before` to `after`. */
export function recordMails(writing: Writing, before: StoredEvent | null, after: StoredEvent): void {
  const { state, calendar, now, sendUpdates = "none" } = writing;
  if (sendUpdates === "none") return;
  const invited = new Set((before?.details.attendees ?? []).map((attendee) => attendee.email));
  for (const { email } of after.details.attendees ?? []) {
    if (email === undefined || email === calendar.id) continue;
    if (sendUpdates === "externalOnly" && state.accounts[email] !== undefined) continue;
    state.mails.push({
      at: new Date(now).toISOString(),
      kind: after.status === "cancelled" ? "cancellation" : invited.has(email) ? "update" : "invitation",
      calendarId: calendar.id,
      eventId: after.id,
      to: email,
      sequence: after.sequence,
    });
  }
}
