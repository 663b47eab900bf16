import { weekday } from "@availability/domain/time";
import type { DayCount } from "@availability/ontology/availability";
import { Link, useNavigate } from "@remix-run/react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { clockChange } from "~/time/clock-change.ts";
import { dayAfterKey, dotsOf, isOfMonth, nameOf, weeksOf } from "./month-cell.ts";
import classes from "./month-grid.module.css";

type MonthGridProps = {
  days: DayCount[];
  title: string;
  timeZone: string;
  /** The day that has the focus first. */
  date: string;
  today: string;
  dayPath: (date: string) => string;
  /** Where PageUp and PageDown lead. */
  previousPath: string;
  nextPath: string;
};

const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** A month: for each day a dot per kind, leading to the day. One tab stop, arrows move; without JavaScript a table of links. */
export function MonthGrid({
  days,
  title,
  timeZone,
  date,
  today,
  dayPath,
  previousPath,
  nextPath,
}: MonthGridProps) {
  const [isHydrated, setHydrated] = useState(false);
  useEffect(() => setHydrated(true), []);
  const navigate = useNavigate();
  const table = useRef<HTMLTableElement>(null);
  const dateIndex = Math.max(
    0,
    days.findIndex((day) => day.date === date),
  );
  const [active, setActive] = useState(dateIndex);
  useEffect(() => setActive(dateIndex), [dateIndex]);
  const press = (event: KeyboardEvent) => {
    const page = event.key === "PageUp" ? previousPath : event.key === "PageDown" ? nextPath : null;
    if (page) navigate(page, { replace: true, preventScrollReset: true });
    const target = page ? null : dayAfterKey(event.key, active, days.length);
    if (page || target !== null) event.preventDefault();
    if (target === null) return;
    setActive(target);
    table.current?.querySelectorAll<HTMLElement>("td a")[target]?.focus();
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table of links is what it is without JavaScript
    <table ref={table} role="grid" aria-label={title} className={classes.month} onKeyDown={press}>
      <thead>
        <tr>
          {days.slice(0, 7).map((day) => {
            const name = weekdays[weekday(day.date) - 1] ?? "";
            return (
              <th key={name} scope="col" abbr={name}>
                {name.slice(0, 3)}
              </th>
            );
          })}
        </tr>
      </thead>
      <tbody>
        {weeksOf(days).map((week, row) => (
          // The cells stay when the month changes, and with them the focus.
          <tr key={row}>
            {week.map((day, column) => (
              <td
                key={column}
                className={isOfMonth(day.date, days[0]?.date ?? date) ? undefined : classes.other}
              >
                <Link
                  to={dayPath(day.date)}
                  className={classes.day}
                  aria-current={day.date === today ? "date" : undefined}
                  tabIndex={isHydrated && row * 7 + column !== active ? -1 : 0}
                  onFocus={() => setActive(row * 7 + column)}
                >
                  <span className={classes.name}>{nameOf(day, timeZone)}</span>
                  <DayFace day={day} timeZone={timeZone} />
                </Link>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function DayFace({ day, timeZone }: { day: DayCount; timeZone: string }) {
  const change = clockChange(day.date, timeZone);
  return (
    <span aria-hidden className={classes.face}>
      <span className={classes.number}>{Number(day.date.slice(8))}</span>
      <span className={classes.dots}>
        {dotsOf(day).map(({ kind, count }) => (
          <span key={kind} className={classes.held}>
            <span className={`${classes.dot} ${classes[kind]}`} />
            <span className={classes.count}>{count}</span>
          </span>
        ))}
      </span>
      {change && <span className={classes.change}>{change}</span>}
    </span>
  );
}
