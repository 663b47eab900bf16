import "@fullcalendar/react/skeleton.css";
import "@fullcalendar/react/themes/classic/theme.css";
import "@fullcalendar/react/themes/classic/palette.css";
import { must } from "@availability/domain/errors";
import { instantOf, weekday } from "@availability/domain/time";
import FullCalendar from "@fullcalendar/react";
import interactionPlugin from "@fullcalendar/react/interaction";
import classicTheme from "@fullcalendar/react/themes/classic";
import timeGridPlugin from "@fullcalendar/react/timegrid";
import { useHourCycle, useTimes } from "~/time/use-times.ts";
import type { DrawnEvent } from "./calendar-events.ts";
import type { CalendarParams } from "./calendar-params.ts";
import type { Moved } from "./use-move-booking.ts";
import classes from "./week-grid.module.css";

type WeekGridProps = {
  view: "week" | "day";
  /** The first day shown, `YYYY-MM-DD` */
  date: string;
  timeZone: string;
  now: number;
  events: DrawnEvent[];
  snapMinutes: number;
  params: Pick<CalendarParams, "step" | "isWholeDay" | "secondZone">;
  height: number;
  colorScheme: "light" | "dark" | undefined;
  onPickTime: (instant: number) => void;
  onPickBooking: (id: string) => void;
  /** Time that was dragged over, or that is blocked or busy. */
  onPickRange: (start: number, end: number) => void;
  onMove: (moved: Moved) => void;
};

const twelve = { hour: "numeric", minute: "2-digit", hour12: true } as const;

/** The time grid. It is drawn in the browser alone; the agenda below says the same in words. */
export default function WeekGrid(props: WeekGridProps) {
  const { view, date, timeZone, now, events, colorScheme, snapMinutes, params, height } = props;
  const { onPickTime, onPickBooking, onPickRange, onMove } = props;
  const hourCycle = useHourCycle();
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
        firstDay={weekday(date) % 7}
        headerToolbar={false}
        allDaySlot={false}
        nowIndicator
        slotMinTime={params.isWholeDay ? "00:00:00" : "06:00:00"}
        slotMaxTime={params.isWholeDay ? "24:00:00" : "22:00:00"}
        slotDuration={{ minutes: params.step ?? 30 }}
        {...(hourCycle === "h12" && { eventTimeFormat: twelve, slotHeaderFormat: twelve })}
        slotHeaderContent={({ text, time }) => (
          <SlotHeader {...{ text, date, timeZone }} ms={time?.milliseconds ?? 0} second={params.secondZone} />
        )}
        scrollTime="08:00:00"
        height={height}
        slotEventOverlap={false}
        snapDuration={{ minutes: snapMinutes }}
        selectable
        // Less is a click.
        selectMinDistance={8}
        longPressDelay={500}
        eventInteractive
        select={({ start, end }) => onPickRange(start.getTime(), end.getTime())}
        eventDrop={(info) => onMove(movedOf(info))}
        eventResize={(info) => onMove(movedOf(info))}
        events={events.map(({ id, kind, title, start, end, isMovable }) => ({
          id,
          title,
          start,
          end,
          startEditable: isMovable,
          durationEditable: isMovable,
          display: kind === "available" ? "background" : "block",
          extendedProps: { kind },
        }))}
        eventClass={({ event }) => `${classes.event} ${classes[String(event.extendedProps.kind)] ?? ""}`}
        dateClick={({ date: clicked }) => onPickTime(clicked.getTime())}
        eventClick={({ event }) => {
          const { kind } = event.extendedProps;
          if (kind === "booking" || kind === "pending") onPickBooking(event.id);
          else if (event.start && event.end) onPickRange(event.start.getTime(), event.end.getTime());
        }}
      />
    </div>
  );
}

type SlotHeaderProps = { text: string; ms: number; date: string; timeZone: string; second: string | null };

/** The hour, and beside it that of the second zone as on the first day shown. */
function SlotHeader({ text, ms, date, timeZone, second }: SlotHeaderProps) {
  const { formatTime } = useTimes();
  if (!second) return <>{text}</>;
  const instant = instantOf(date, ms / 60_000, timeZone);
  return (
    <span title={`${formatTime(instant, second)} in ${second}`}>
      {text} <small className={classes.second}>{formatTime(instant, second)}</small>
    </span>
  );
}

type Change = { event: { id: string; start: Date | null; end: Date | null }; revert: () => void };

function movedOf({ event, revert }: Change): Moved {
  const start = must(event.start, "what is drawn has a start").getTime();
  return { id: event.id, start, end: must(event.end, "and an end").getTime(), revert };
}
