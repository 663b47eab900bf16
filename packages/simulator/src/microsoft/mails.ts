import * as z from "zod";
import type { StoredEvent } from "../state/model.ts";
import type { Writing } from "./write-event.ts";

const Attendees = z.array(z.looseObject({ emailAddress: z.looseObject({ address: z.string() }) }));

/** Notes the mails Exchange sends to the attendees of an event its owner organises; no option keeps them back. */
export function recordMails(writing: Writing, before: StoredEvent | null, after: StoredEvent): void {
  const { state, calendar, now } = writing;
  if (after.graph?.fields.isOrganizer === false) return;
  const invited = attendeesOf(before);
  for (const to of attendeesOf(after)) {
    if (to === calendar.owner) continue;
    const known = invited.includes(to) ? "update" : "invitation";
    state.mails.push({
      at: new Date(now).toISOString(),
      kind: after.status === "cancelled" ? "cancellation" : known,
      calendarId: calendar.id,
      eventId: after.id,
      to,
      sequence: after.sequence,
    });
  }
}

function attendeesOf(event: StoredEvent | null): string[] {
  const attendees = Attendees.safeParse(event?.graph?.fields.attendees).data ?? [];
  return attendees.map(({ emailAddress }) => emailAddress.address);
}
