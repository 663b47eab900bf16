import { Text } from "@mantine/core";
import { Link } from "@remix-run/react";
import { useTimes } from "~/time/use-times.ts";
import classes from "./booking-list.module.css";
import type { ListedSeries } from "./load-bookings.server.ts";
import { ruleText } from "./rule-text.ts";

/** The series, the newest first: who books what, by which rule, and how much of it is still to come. */
export function SeriesList({ series }: { series: ListedSeries[] }) {
  const { formatInstant } = useTimes();
  return (
    <ul className={classes.list}>
      {series.map(({ id, customer, productName, rrule, timeZone, start, standing }) => (
        <li key={id} className={classes.series}>
          <span className={classes.who}>
            <Link to={`/booking/series/${id}`} className={classes.link}>
              {customer.name}
            </Link>
            <Text size="sm" c="dimmed" component="span">
              {productName}
            </Text>
          </span>
          <span>
            {ruleText(rrule)}
            <Text size="sm" c="dimmed">
              First on {formatInstant(start, timeZone)}
            </Text>
          </span>
          <Text size="sm" component="span">
            {standing === 0 ? "None to come" : `${standing} standing`}
          </Text>
        </li>
      ))}
    </ul>
  );
}
