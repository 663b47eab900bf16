import type { UtilisationReport } from "@availability/ontology/report";
import { VisuallyHidden } from "@mantine/core";
import { numberText, partOf, percentText } from "./figures.ts";
import classes from "./heatmap.module.css";

const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

type HeatmapProps = { report: UtilisationReport; firstWeekday: number };
type Cell = { label: string; booked: number; bookable: number };
type Row = { hour: string; cells: Cell[] };

/** Booked of bookable minutes by weekday and hour, as a table whose cells are coloured; closed hours are hatched. */
export function Heatmap({ report, firstWeekday }: HeatmapProps) {
  const days = daysFrom(firstWeekday);
  const rows = hoursOf(report, days);
  return (
    <table className={classes.map}>
      <caption className={classes.caption}>
        Booked part of the bookable minutes, by the hour that the clock shows in {report.timeZones.join(", ")}
        . Bookable is open time less holidays and blocks, as they stand now.
      </caption>
      <Heads days={days} />
      <tbody>
        {rows.map(({ hour, cells }) => (
          <tr key={hour}>
            <th scope="row">{hour}</th>
            {cells.map((cell) => (
              <HeatCell key={cell.label} cell={cell} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function HeatCell({ cell: { label, booked, bookable } }: { cell: Cell }) {
  const part = partOf(booked, bookable);
  if (part === null) {
    return (
      <td className={classes.closed} title={`${label}: closed`}>
        <VisuallyHidden>closed</VisuallyHidden>
      </td>
    );
  }
  const level = Math.min(5, Math.ceil(part * 5));
  return (
    <td
      data-level={level}
      title={`${label}: ${percentText(part)}, ${numberText(booked)} of ${numberText(bookable)} minutes`}
    >
      {Math.round(part * 100)}
      <VisuallyHidden>%</VisuallyHidden>
    </td>
  );
}

/** The same in minutes, for those who want the figures behind the colours. */
export function HeatmapTable({ report, firstWeekday }: HeatmapProps) {
  const days = daysFrom(firstWeekday);
  return (
    <table className={classes.minutes}>
      <caption className={classes.caption}>Minutes booked / bookable</caption>
      <Heads days={days} />
      <tbody>
        {hoursOf(report, days).map(({ hour, cells }) => (
          <tr key={hour}>
            <th scope="row">{hour}</th>
            {cells.map(({ label, booked, bookable }) => (
              <td key={label}>
                {bookable === 0 ? "closed" : `${numberText(booked)} / ${numberText(bookable)}`}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Heads({ days }: { days: number[] }) {
  return (
    <thead>
      <tr>
        <th scope="col">
          <VisuallyHidden>Hour</VisuallyHidden>
        </th>
        {days.map((day) => (
          <th key={day} scope="col" abbr={weekdays[day]}>
            {weekdays[day]?.slice(0, 3)}
          </th>
        ))}
      </tr>
    </thead>
  );
}

/** From the first hour that is open on some day to the last. */
function hoursOf({ bookable, booked }: UtilisationReport, days: number[]): Row[] {
  const isOpen = (hour: number) => days.some((day) => (bookable[day * 24 + hour] ?? 0) > 0);
  const all = Array.from({ length: 24 }, (_, hour) => hour);
  const first = all.findIndex(isOpen);
  const last = all.findLastIndex(isOpen);
  return all.slice(Math.max(first, 0), last + 1).map((hour) => ({
    hour: clock(hour),
    cells: days.map((day) => ({
      label: `${weekdays[day]} ${clock(hour)}–${clock(hour + 1)}`,
      booked: booked[day * 24 + hour] ?? 0,
      bookable: bookable[day * 24 + hour] ?? 0,
    })),
  }));
}

/** Indexes of the weekdays, that on which weeks begin first. */
function daysFrom(firstWeekday: number): number[] {
  return weekdays.map((_, i) => (firstWeekday - 1 + i) % 7);
}

function clock(hour: number): string {
  return `${String(hour).padStart(2, "0")}:00`;
}
