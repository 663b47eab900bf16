import type { ProductCalendar } from "@availability/ontology/availability";
import { Text, Title } from "@mantine/core";
import { Link } from "@remix-run/react";
import { formatDay } from "~/time/format.ts";
import { useTimes } from "~/time/use-times.ts";
import classes from "./agenda.module.css";
import { type AgendaEntry, agendaDays } from "./agenda-days.ts";
import type { CalendarPaths } from "./calendar-paths.ts";
import { ClockChange } from "./clock-change-note.tsx";
import { thinned } from "./within-shown.ts";

type AgendaProps = {
  calendar: ProductCalendar;
  range: { start: number; end: number };
  timeZone: string;
  canBook: boolean;
  /** Minutes between two starts that are listed; null: all. */
  step: number | null;
  /** Names the product in the heading: there are agendas of others. */
  isNamed: boolean;
  paths: CalendarPaths;
};

/** The calendar in words: days as headings, free slots as links. It needs no JavaScript. */
export function Agenda({ calendar, range, timeZone, canBook, step, isNamed, paths }: AgendaProps) {
  const { productId, name } = calendar;
  const slots = thinned(calendar.slots, step);
  const days = agendaDays({ ...calendar, slots }, range, timeZone);
  const bookPath = (start: number) => paths.book(productId, start);
  const whyPath = (start: number, end?: number) => paths.why(productId, start, end);
  const bookingPath = paths.booking;
  return (
    <section aria-labelledby={`agenda-${productId}`} className={classes.agenda}>
      <Title order={2} size="h4" id={`agenda-${productId}`}>
        {isNamed ? `Agenda of ${name}` : "Agenda"}
      </Title>
      <Text size="sm" c="dimmed">
        All times in {timeZone}.
      </Text>
      {days.map(({ date, start, end, entries, slots }) => (
        <section key={start} aria-label={formatDay(start, timeZone)}>
          <Title order={3} size="h5" mt="md">
            {formatDay(start, timeZone)}
            <ClockChange date={date} timeZone={timeZone} />
          </Title>
          {entries.length === 0 && slots.length === 0 && (
            <Text size="sm" c="dimmed">
              Nothing free, nothing booked.{" "}
              <Link
                to={whyPath(start, end)}
                aria-label={`Why is nothing free on ${formatDay(start, timeZone)}?`}
                preventScrollReset
              >
                Why?
              </Link>
            </Text>
          )}
          {entries.length > 0 && (
            <ul className={classes.entries}>
              {entries.map((entry) => (
                <li key={`${entry.kind} ${entry.start} ${entry.id}`} className={classes[entry.kind]}>
                  <Entry {...{ entry, timeZone, bookingPath, whyPath }} />
                </li>
              ))}
            </ul>
          )}
          {slots.length > 0 && (
            <ul className={classes.slots} aria-label={`Free on ${formatDay(start, timeZone)}`}>
              {slots.map((slot) => (
                <li key={slot.start}>
                  <FreeSlot slot={slot} {...{ timeZone, canBook, bookPath }} capacity={calendar.capacity} />
                </li>
              ))}
            </ul>
          )}
        </section>
      ))}
    </section>
  );
}

function Entry({
  entry,
  timeZone,
  bookingPath,
  whyPath,
}: {
  entry: AgendaEntry;
  timeZone: string;
  bookingPath: (id: string) => string;
  whyPath: (start: number, end?: number) => string;
}) {
  const { formatTime } = useTimes();
  const times = `${formatTime(entry.start, timeZone)}–${formatTime(entry.end, timeZone)}`;
  const to = entry.kind === "booking" ? bookingPath(entry.id) : whyPath(entry.start, entry.end);
  return (
    <Link to={to} preventScrollReset>
      {times} {entry.text}
    </Link>
  );
}

type FreeSlotProps = Pick<AgendaProps, "timeZone" | "canBook"> & {
  bookPath: (start: number) => string;
  slot: ProductCalendar["slots"][number];
  capacity: number;
};

function FreeSlot({ slot, timeZone, canBook, bookPath, capacity }: FreeSlotProps) {
  const { formatTime } = useTimes();
  // The name begins with what is seen, which is what people say to a computer that listens.
  const places = capacity > 1 ? ` ${slot.remaining} left of ${capacity}` : "";
  const text = `${formatTime(slot.start, timeZone)}–${formatTime(slot.end, timeZone)}`;
  if (!canBook) return <span className={classes.slot}>{text + places}</span>;
  return (
    <Link
      to={bookPath(slot.start)}
      className={classes.slot}
      aria-label={`Book ${text}${places}, ${formatDay(slot.start, timeZone)}, ${timeZone}`}
      preventScrollReset
    >
      {text}
      {capacity > 1 && <small> {slot.remaining} left</small>}
    </Link>
  );
}
