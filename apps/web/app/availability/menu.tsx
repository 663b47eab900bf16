import type { ReactNode } from "react";
import classes from "./menu.module.css";

/** What opens under a button of the toolbar; it needs no JavaScript. */
export function Menu({ label, children }: { label: string; children: ReactNode }) {
  return (
    <details className={classes.menu}>
      <summary>{label}</summary>
      <div className={classes.content}>{children}</div>
    </details>
  );
}
