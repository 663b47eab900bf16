import type { ReactNode } from "react";
import classes from "./bar-list.module.css";

export type BarItem = { key: string; label: ReactNode; value: string; part: number };

/** Bars beside their words and figures; `part` of the whole width, 0 to 1. The figure says what the bar shows. */
export function BarList({ items }: { items: BarItem[] }) {
  return (
    <ul className={classes.bars}>
      {items.map(({ key, label, value, part }) => (
        <li key={key} className={classes.item}>
          <span className={classes.label}>{label}</span>
          <span className={classes.track} aria-hidden="true">
            <span className={classes.bar} style={{ width: `${Math.min(part, 1) * 100}%` }} />
          </span>
          <span className={classes.value}>{value}</span>
        </li>
      ))}
    </ul>
  );
}
