import type { ProductCalendar as CalendarData } from "@availability/ontology/availability";
import { Title } from "@mantine/core";
import type { CalendarPaths } from "./calendar-paths.ts";
import type { ShownCalendar } from "./load-calendar.server.ts";
import { ProductCalendar } from "./product-calendar.tsx";
import classes from "./product-calendars.module.css";

type ProductCalendarsProps = {
  shown: ShownCalendar;
  calendars: CalendarData[];
  view: "week" | "day";
  now: number;
  canBook: boolean;
  paths: CalendarPaths;
};

/** A grid for each product: columns for a day, one under the other for a week. */
export function ProductCalendars({ shown, calendars, view, now, canBook, paths }: ProductCalendarsProps) {
  const isSeveral = calendars.length > 1;
  return (
    <div className={isSeveral && view === "day" ? classes.columns : classes.stack}>
      {calendars.map((calendar) => (
        <section key={calendar.productId} aria-label={calendar.name} className={classes.product}>
          {isSeveral && (
            <Title order={2} size="h5" mb={4}>
              {calendar.name}
            </Title>
          )}
          <ProductCalendar
            {...{ calendar, view, now, canBook, paths }}
            params={shown.params}
            date={shown.first}
            timeZone={shown.timeZone}
            height={isSeveral && view === "week" ? 480 : 720}
          />
        </section>
      ))}
    </div>
  );
}
