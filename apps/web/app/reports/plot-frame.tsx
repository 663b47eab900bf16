import type { ReactNode } from "react";
import classes from "./plot-frame.module.css";

/** A plot with its figures as a table below. Wide tables scroll within. */
export function PlotFrame({
  children,
  table,
  notes = [],
}: {
  children: ReactNode;
  table: ReactNode;
  notes?: string[];
}) {
  return (
    <>
      {children}
      {notes.map((note) => (
        <p key={note} className={classes.note}>
          {note}
        </p>
      ))}
      <details className={classes.details}>
        <summary>The figures as a table</summary>
        <section className={classes.scroll} aria-label="Figures" {...focusable}>
          {table}
        </section>
      </details>
    </>
  );
}

// What scrolls must be reached by keyboard: https://www.w3.org/WAI/WCAG22/Understanding/keyboard.html
const focusable = { tabIndex: 0 };

/** Keeps the place of a plot until its figures are there. */
export function PlotSkeleton({ height }: { height: number }) {
  return (
    <div className={classes.skeleton} style={{ height }} role="status">
      <span>Reading the figures…</span>
    </div>
  );
}
