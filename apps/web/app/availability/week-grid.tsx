import "@fullcalendar/react/skeleton.css";
import "@fullcalendar/react/themes/classic/theme.css";
import "@fullcalendar/react/themes/classic/palette.css";
import FullCalendar from "@fullcalendar/react";
import interactionPlugin from "@fullcalendar/react/interaction";
import classicTheme from "@fullcalendar/react/themes/classic";
import timeGridPlugin from "@fullcalendar/react/timegrid";
import type { DrawnEvent } from "./calendar-events.ts";
import classes from "./week-grid.module.css";

type WeekGridProps = {
  view: "week" | "day";
  /** The first day shown, `YYYY-MM-DD` */
  date: string;
  timeZone: string;
  now: number;
  events: DrawnEvent[];
  colorScheme: "light" | "dark" | undefined;
  onPickTime: (instant: number) => void;
  onPickBooking: (id: string) => void;
  /** Blocked or busy time. */
  onPickOccupied: (start: number, end: number) => void;
};

/** The time grid. It is drawn in the browser alone; the agenda below says the same in words. */
export default function WeekGrid(props: WeekGridProps) {
  const { view, date, timeZone, now, events, colorScheme, onPickTime, onPickBooking, onPickOccupied } = props;
  return (
    <div className={classes.grid} data-testid="calendar">
      <FullCalendar
        plugins={[timeGridPlugin, interactionPlugin, classicTheme]}
        initialView={view === "day" ? "timeGridDay" : "timeGridWeek"}
        initialDate={date}
        timeZone={timeZone}
        now={now}
        colorScheme={colorScheme ?? "light"}
        locale="en-gb"
        firstDay={1}
        headerToolbar={false}
        allDaySlot={false}
        nowIndicator
        slotMinTime="06:00:00"
        slotMaxTime="22:00:00"
        scrollTime="08:00:00"
        height={720}
        slotEventOverlap={false}
        events={events.map(({ id, kind, title, start, end }) => ({
          id,
          title,
          start,
          end,
          display: kind === "available" ? "background" : "block",
          extendedProps: { kind },
        }))}
        eventClass={({ event }) => `${classes.event} ${classes[String(event.extendedProps.kind)] ?? ""}`}
        dateClick={({ date: clicked }) => onPickTime(clicked.getTime())}
        eventClick={({ event }) => {
          const { kind } = event.extendedProps;
          if (kind === "booking" || kind === "pending") onPickBooking(event.id);
          else if (event.start && event.end) onPickOccupied(event.start.getTime(), event.end.getTime());
        }}
      />
    </div>
  );
}
