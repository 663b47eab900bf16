import { Checkbox, Text } from "@mantine/core";
import { Link } from "@remix-run/react";
import { formatDay } from "~/time/format.ts";
import { useTimes } from "~/time/use-times.ts";
import classes from "./booking-list.module.css";
import type { ListedBooking } from "./load-bookings.server.ts";
import { paymentText } from "./payment-text.ts";
import { worstPush } from "./push-text.ts";
import { Chip, StatusChip } from "./status-chip.tsx";

type BookingListProps = {
  bookings: ListedBooking[];
  timeZone: string;
  /** The query of the address, which links to a booking keep. */
  search: string;
  canPick: boolean;
};

/** The bookings of a page under the day they start on. Those that await approval can be ticked. */
export function BookingList({ bookings, timeZone, search, canPick }: BookingListProps) {
  return (
    <div className={classes.days}>
      {byDay(bookings, timeZone).map(({ day, ofDay }) => (
        <section key={day} aria-label={day}>
          <h2 className={classes.day}>{day}</h2>
          <ul className={classes.list}>
            {ofDay.map((booking) => (
              <Row key={booking.id} {...{ booking, timeZone, search, canPick }} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function Row({
  booking,
  timeZone,
  search,
  canPick,
}: { booking: ListedBooking } & Omit<BookingListProps, "bookings">) {
  const { formatTime } = useTimes();
  const { id, status, start, end, customer, productName, attendees, seriesId, pushes } = booking;
  const time = `${formatTime(start, timeZone)}–${formatTime(end, timeZone)}`;
  const push = worstPush(pushes);
  const label = `${customer.name}, ${productName}, ${formatDay(start, timeZone)} ${time}`;
  return (
    <li className={classes.row}>
      <span className={classes.pick}>
        {canPick && status === "pending" && (
          <>
            <Checkbox name="pick" value={`${id}:${booking.version}`} aria-label={`Choose ${label}`} />
            <input type="hidden" name={`label:${id}`} value={label} />
          </>
        )}
      </span>
      <span className={classes.time}>{time}</span>
      <span className={classes.who}>
        <Link
          to={`/booking/bookings/${id}${search}`}
          className={classes.link}
          preventScrollReset
          aria-label={`${label}, ${timeZone}`}
        >
          {customer.name}
        </Link>
        <Text size="sm" c="dimmed" component="span">
          {productName}
          {attendees > 1 ? `, ${attendees} people` : ""}
          {seriesId ? " · repeats" : ""}
        </Text>
      </span>
      <span className={classes.state}>
        <StatusChip booking={booking} />
        {push && push.colour !== "gray" && (
          <Chip colour={push.colour} icon="↗">
            {push.word}
          </Chip>
        )}
      </span>
      <Text size="sm" component="span" className={classes.payment}>
        {paymentText(booking)}
      </Text>
    </li>
  );
}

function byDay(bookings: ListedBooking[], timeZone: string) {
  const days = new Map<string, ListedBooking[]>();
  for (const booking of bookings) {
    const day = formatDay(booking.start, timeZone);
    days.set(day, [...(days.get(day) ?? []), booking]);
  }
  return [...days].map(([day, ofDay]) => ({ day, ofDay }));
}
