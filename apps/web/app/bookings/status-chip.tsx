import type { BookingStatus } from "@availability/domain/booking";
import classes from "./status-chip.module.css";

const chips: Record<BookingStatus, { text: string; icon: string; colour: ChipColour }> = {
  hold: { text: "Held", icon: "◔", colour: "gray" },
  pending: { text: "Pending", icon: "?", colour: "yellow" },
  confirmed: { text: "Confirmed", icon: "✓", colour: "blue" },
  checked_in: { text: "Checked in", icon: "●", colour: "green" },
  completed: { text: "Completed", icon: "✓", colour: "green" },
  no_show: { text: "No-show", icon: "!", colour: "red" },
  declined: { text: "Declined", icon: "×", colour: "gray" },
  expired: { text: "Expired", icon: "×", colour: "gray" },
  cancelled: { text: "Cancelled", icon: "×", colour: "gray" },
};

type Waiting = { status: BookingStatus; waitsFor: "approval" | "payment" | null };

/** The status of a booking: a word, a sign and a colour, so that none of them is needed alone. */
export function StatusChip({ booking }: { booking: Waiting }) {
  const { text, icon, colour } = chips[booking.status];
  return (
    <Chip colour={colour} icon={icon}>
      {booking.waitsFor ? `Awaiting ${booking.waitsFor}` : text}
    </Chip>
  );
}

export type ChipColour = "blue" | "green" | "yellow" | "red" | "gray";

/** A word with a coloured edge; the text keeps the contrast of the page's. */
export function Chip({ colour, icon, children }: { colour: ChipColour; icon: string; children: string }) {
  return (
    <span className={`${classes.chip} ${classes[colour]}`}>
      <span aria-hidden="true">{icon}</span>
      {children}
    </span>
  );
}

/** The word alone, for filters and sentences. */
export function statusWord(status: BookingStatus): string {
  return chips[status].text;
}
