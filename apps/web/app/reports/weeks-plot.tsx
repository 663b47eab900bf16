import type { Week, WeekStatus } from "@availability/ontology/report";
import { Text } from "@mantine/core";
import { statusWord } from "~/bookings/status-chip.tsx";
import { formatDate } from "~/time/format.ts";
import { PlotFrame } from "./plot-frame.tsx";
import tables from "./plot-table.module.css";
import classes from "./weeks-plot.module.css";

/** From the ground up, as the bars are stacked. */
const statuses: readonly WeekStatus[] = [
  "completed",
  "checked_in",
  "confirmed",
  "pending",
  "no_show",
  "cancelled",
];
const mostLabels = 6;

/** Bookings by the week in which they start, stacked by status; a week that is not whole in the period is hatched. */
export function WeeksPlot({ weeks }: { weeks: Week[] }) {
  const most = Math.max(...weeks.map(totalOf));
  if (most <= 0) return <Text size="sm">No booking starts in this period.</Text>;
  const shown = statuses.filter((status) => weeks.some(({ counts }) => counts[status] > 0));
  const notes = weeks.some(({ isPartial }) => isPartial)
    ? ["Hatched: weeks of which the period holds a part."]
    : [];
  return (
    <PlotFrame table={<WeeksTable weeks={weeks} />} notes={notes}>
      <ul className={classes.legend}>
        {shown.map((status) => (
          <li key={status} data-status={status}>
            {statusWord(status)}
          </li>
        ))}
      </ul>
      <div className={classes.plot} role="img" aria-label={spoken(weeks, most)}>
        {weeks.map((week, i) => (
          <Bar
            key={week.from}
            {...{ week, most }}
            label={i % Math.ceil(weeks.length / mostLabels) === 0 ? formatDate(week.from) : ""}
            hasTotal={weeks.length <= 13}
          />
        ))}
      </div>
    </PlotFrame>
  );
}

type BarProps = { week: Week; most: number; label: string; hasTotal: boolean };

function Bar({ week, most, label, hasTotal }: BarProps) {
  const total = totalOf(week);
  const parts = statuses.filter((status) => week.counts[status] > 0);
  const words = parts
    .map((status) => `${week.counts[status]} ${statusWord(status).toLowerCase()}`)
    .join(", ");
  return (
    <div className={classes.week} title={`Week of ${formatDate(week.from)}: ${words || "none"}`}>
      <div className={classes.space}>
        {hasTotal && <span className={classes.total}>{total}</span>}
        <div
          className={classes.bar}
          data-partial={week.isPartial || undefined}
          style={{ height: `${(total / most) * 100}%` }}
        >
          {parts.map((status) => (
            <div key={status} data-status={status} style={{ flexGrow: week.counts[status] }} />
          ))}
        </div>
      </div>
      <span className={classes.label}>{label}</span>
    </div>
  );
}

function WeeksTable({ weeks }: { weeks: Week[] }) {
  return (
    <table className={tables.table}>
      <thead>
        <tr>
          <th scope="col">Week of</th>
          {statuses.map((status) => (
            <th key={status} scope="col">
              {statusWord(status)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map(({ from, isPartial, counts }) => (
          <tr key={from}>
            <th scope="row">
              {formatDate(from)}
              {isPartial ? " (in part)" : ""}
            </th>
            {statuses.map((status) => (
              <td key={status}>{counts[status]}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function spoken(weeks: Week[], most: number): string {
  const busiest = weeks.find((week) => totalOf(week) === most);
  const all = weeks.reduce((sum, week) => sum + totalOf(week), 0);
  return `Bars of ${weeks.length} weeks, ${all} bookings in all; the most, ${most}, in the week of ${formatDate(busiest?.from ?? "")}. The figures are in the table below.`;
}

function totalOf({ counts }: Week): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
