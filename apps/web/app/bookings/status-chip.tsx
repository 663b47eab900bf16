import type { BookingStatus } from "@availability/domain/booking";
import { Badge } from "@mantine/core";

const chips: Record<BookingStatus, { text: string; icon: string; colour: string }> = {
  hold: { text: "Held", icon: "◔", colour: "gray" },
  pending: { text: "Awaiting approval", icon: "?", colour: "yellow" },
  confirmed: { text: "Confirmed", icon: "✓", colour: "blue" },
  checked_in: { text: "Checked in", icon: "●", colour: "teal" },
  completed: { text: "Completed", icon: "✓", colour: "green" },
  no_show: { text: "No-show", icon: "!", colour: "orange" },
  declined: { text: "Declined", icon: "×", colour: "gray" },
  expired: { text: "Expired", icon: "×", colour: "gray" },
  cancelled: { text: "Cancelled", icon: "×", colour: "gray" },
};

/** The status of a booking: a word, a sign and a colour, so that none of them is needed alone. */
export function StatusChip({ status }: { status: BookingStatus }) {
  const { text, icon, colour } = chips[status];
  return (
    <Badge color={colour} variant="light" tt="none" leftSection={<span aria-hidden="true">{icon}</span>}>
      {text}
    </Badge>
  );
}

/** The word alone, for filters and sentences. */
export function statusWord(status: BookingStatus): string {
  return chips[status].text;
}
