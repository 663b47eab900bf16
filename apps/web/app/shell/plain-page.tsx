import type { ReactNode } from "react";
import { Brand } from "./brand.tsx";
import classes from "./plain-page.module.css";

/** A page for people who are not signed in (yet): the brand and one column. */
export function PlainPage({ children }: { children: ReactNode }) {
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <Brand />
      </header>
      <main className={classes.main} id="main">
        {children}
      </main>
    </div>
  );
}
