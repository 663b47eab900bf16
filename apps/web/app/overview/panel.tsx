import { Button, Text } from "@mantine/core";
import { Link, useLocation } from "@remix-run/react";
import { type ReactNode, useId } from "react";
import { ReferenceId } from "~/shell/error-panel.tsx";
import classes from "./panel.module.css";

type PanelProps = { title: string; aside?: ReactNode; children: ReactNode };

/** One part of the overview, under a heading of its own. */
export function Panel({ title, aside, children }: PanelProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={classes.panel}>
      <div className={classes.head}>
        <h2 id={id} className={classes.title}>
          {title}
        </h2>
        {aside}
      </div>
      {children}
    </section>
  );
}

/** What a panel shows in place of what could not be read: why, what is safe, a way to try again, and the id to quote. */
export function PanelProblem({ refusal = null }: { refusal?: string | null }) {
  const { pathname, search } = useLocation();
  return (
    <div role="alert" className={classes.problem}>
      <Text size="sm">
        {refusal ?? "This could not be read. Nothing was changed; what was saved is safe."}
      </Text>
      {refusal === null && (
        <>
          <Button component={Link} to={pathname + search} variant="default" size="xs" preventScrollReset>
            Try again
          </Button>
          <ReferenceId />
        </>
      )}
    </div>
  );
}
