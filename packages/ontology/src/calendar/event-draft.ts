import type { bookings, customers } from "@availability/db/schema";
import type { EventDraft } from "@availability/domain/calendar";

type Subject = {
  booking: Pick<typeof bookings.$inferSelect, "startsAt" | "endsAt" | "attendees" | "notes">;
  customer: Pick<typeof customers.$inferSelect, "name" | "email" | "phone">;
  productName: string;
  address: string | null;
  joinUrl: string | null;
  /** IANA */
  timeZone: string;
  tag: string;
};

/** The calendar event of one booking, in the words its team reads. */
export function eventDraft(subject: Subject): EventDraft {
  const { booking, customer, productName } = subject;
  const lines = [
    `Booked by ${customer.name} <${customer.email}>`,
    customer.phone ? `Phone: ${customer.phone}` : null,
    booking.attendees > 1 ? `Attendees: ${booking.attendees}` : null,
    booking.notes ? `\n${booking.notes}` : null,
  ];
  return {
    title: `${productName}: ${customer.name}`,
    description: lines.filter((line) => line !== null).join("\n"),
    location: subject.joinUrl ?? subject.address,
    start: booking.startsAt.getTime(),
    end: booking.endsAt.getTime(),
    timeZone: subject.timeZone,
    tag: subject.tag,
  };
}
