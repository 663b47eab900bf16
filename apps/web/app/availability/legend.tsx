import classes from "./legend.module.css";

const kinds = [
  { key: "available", label: "Free" },
  { key: "booking", label: "Booking" },
  { key: "pending", label: "Pending" },
  { key: "blocked", label: "Blocked" },
  { key: "busy", label: "Busy in a connected calendar" },
] as const;

/** What the colours and patterns of the calendar mean. */
export function Legend() {
  return (
    <ul className={classes.legend} aria-label="Legend">
      {kinds.map(({ key, label }) => (
        <li key={key}>
          <span className={`${classes.swatch} ${classes[key]}`} aria-hidden /> {label}
        </li>
      ))}
    </ul>
  );
}
