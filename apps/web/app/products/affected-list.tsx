import { Alert, Text } from "@mantine/core";
import { Link } from "@remix-run/react";
import { useTimes } from "~/time/use-times.ts";

type AffectedListProps = {
  affected: { total: number; bookings: { id: string; start: number }[] };
  timeZone: string;
  /** What the change does to them, such as "lie outside the new hours". */
  effect: string;
};

const mostShown = 10;

/** Names the bookings that a change passes over; nothing when there are none. */
export function AffectedList({ affected, timeZone, effect }: AffectedListProps) {
  const { formatInstant } = useTimes();
  const { total, bookings } = affected;
  if (total === 0) return null;
  return (
    <Alert
      color="yellow"
      variant="light"
      title={`${total} ${total === 1 ? "booking" : "bookings"} ${effect}`}
    >
      <Text size="sm">They keep standing; move or cancel them if they should not.</Text>
      <ul style={{ margin: "4px 0 0", paddingInlineStart: "1.2em" }}>
        {bookings.slice(0, mostShown).map(({ id, start }) => (
          <li key={id}>
            <Link to={`/booking/bookings/${id}`}>{formatInstant(start, timeZone)}</Link>
          </li>
        ))}
      </ul>
      {total > mostShown && <Text size="sm">and {total - mostShown} more</Text>}
    </Alert>
  );
}
