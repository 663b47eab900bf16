import type { CustomerHistory } from "@availability/ontology/customer";
import { Text } from "@mantine/core";
import { Link } from "@remix-run/react";
import { formatMoney } from "~/bookings/money.ts";
import { paymentText } from "~/bookings/payment-text.ts";
import { StatusChip } from "~/bookings/status-chip.tsx";
import { useTimes } from "~/time/use-times.ts";
import classes from "./customers.module.css";

/** What a customer comes to, in figures. */
export function Figures({ figures }: { figures: CustomerHistory["figures"] }) {
  const { bookings, upcoming, completed, cancelled, noShows, revenue } = figures;
  return (
    <dl className={classes.figures}>
      <Figure label="Bookings" value={String(bookings)} />
      <Figure label="To come" value={String(upcoming)} />
      <Figure label="Completed" value={String(completed)} />
      <Figure label="Cancelled" value={String(cancelled)} />
      <Figure label="No-shows" value={String(noShows)} />
      {revenue.map(({ currency, paidMinor }) => (
        <Figure key={currency} label={`Paid (${currency})`} value={formatMoney(paidMinor, currency)} />
      ))}
    </dl>
  );
}

function Figure({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}

/** The bookings of a customer, the latest first. */
export function History({ bookings, timeZone }: { bookings: CustomerHistory["bookings"]; timeZone: string }) {
  const { formatInstant } = useTimes();
  if (bookings.data.length === 0) return <Text>This customer has no bookings.</Text>;
  return (
    <ul className={classes.list}>
      {bookings.data.map((booking) => (
        <li key={booking.id} className={classes.row}>
          <span>
            <Link to={`/booking/bookings/${booking.id}`}>{booking.productName}</Link>
            <Text size="sm" c="dimmed" className={classes.time}>
              {formatInstant(booking.start, timeZone)}
            </Text>
          </span>
          <span className={classes.end}>
            <Text size="sm" component="span">
              {paymentText(booking)}
            </Text>
            <StatusChip booking={booking} />
          </span>
        </li>
      ))}
    </ul>
  );
}
