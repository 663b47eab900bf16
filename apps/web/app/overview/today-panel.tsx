import { Text } from "@mantine/core";
import { Link } from "@remix-run/react";
import { StatusChip } from "~/bookings/status-chip.tsx";
import { formatDay } from "~/time/format.ts";
import { useTimes } from "~/time/use-times.ts";
import classes from "./lists.module.css";
import type { Today } from "./load-today.server.ts";

type TodayListProps = { today: Today; now: number; timeZone: string; mayBook: boolean };

/** The day's bookings in order. */
export function TodayList({ today: { today, bookings, isMore }, now, timeZone, mayBook }: TodayListProps) {
  const { formatTime } = useTimes();
  const day = `${formatDay(now, timeZone)}, times in ${timeZone}`;
  if (bookings.length === 0) {
    return (
      <>
        <Text size="sm" c="dimmed">
          {day}
        </Text>
        <Text size="sm">
          Nothing is booked for today. {mayBook && <Link to="/availability">Find a free time to book</Link>}
        </Text>
      </>
    );
  }
  return (
    <>
      <Text size="sm" c="dimmed">
        {day}
      </Text>
      <ol className={classes.list}>
        {bookings.map((booking) => (
          <li key={booking.id} className={classes.row} data-over={booking.end <= now || undefined}>
            <span className={classes.time}>
              {formatTime(booking.start, timeZone)}–{formatTime(booking.end, timeZone)}
            </span>
            <span className={classes.what}>
              <Link to={`/booking/bookings/${booking.id}`} className={classes.link}>
                {booking.customerName}
              </Link>
              <Text size="sm" c="dimmed" component="span">
                {booking.productName}
                {booking.attendees > 1 ? `, ${booking.attendees} people` : ""}
              </Text>
            </span>
            <StatusChip booking={booking} />
          </li>
        ))}
      </ol>
      {isMore && <Link to={`/booking?from=${today}&to=${today}`}>All of today’s bookings</Link>}
    </>
  );
}
