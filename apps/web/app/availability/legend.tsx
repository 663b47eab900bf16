import type { CalendarView } from "./calendar-params.ts";
import classes from "./legend.module.css";
import monthClasses from "./month-grid.module.css";

const kinds = [
  { key: "available", label: "Free" },
  { key: "booking", label: "Booking" },
  { key: "pending", label: "Pending" },
  { key: "blocked", label: "Blocked" },
  { key: "busy", label: "Busy in a connected calendar" },
] as const;

const dots = [
  { key: "free", label: "Free slots" },
  { key: "bookings", label: "Bookings" },
  { key: "blocks", label: "Blocks" },
  { key: "busy", label: "Busy in a connected calendar" },
] as const;

/** What the colours, patterns and shapes of the calendar mean. */
export function Legend({ view }: { view: CalendarView }) {
  return (
    <ul className={classes.legend} aria-label="Legend">
      {view === "month"
        ? dots.map(({ key, label }) => (
            <li key={key}>
              <span className={`${monthClasses.dot} ${monthClasses[key]}`} aria-hidden /> {label}
            </li>
          ))
        : kinds.map(({ key, label }) => (
            <li key={key}>
              <span className={`${classes.swatch} ${classes[key]}`} aria-hidden /> {label}
            </li>
          ))}
    </ul>
  );
}
