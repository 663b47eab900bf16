import { Link } from "@remix-run/react";
import views from "~/bookings/view-links.module.css";
import classes from "./sync.module.css";
import { type SyncParams, type SyncTab, syncPath, syncTabs, tabStates } from "./sync-params.ts";

const labels: Record<SyncTab, string> = { failures: "Failures", runs: "Runs", conflicts: "Conflicts" };

type TabLinksProps = { current: SyncTab; waiting: Partial<Record<SyncTab, string>> };

/** The tabs of the screen, with how much of each waits for a person. */
export function TabLinks({ current, waiting }: TabLinksProps) {
  return (
    <nav aria-label="Sync" className={views.views}>
      {syncTabs.map((tab) => (
        <Link
          key={tab}
          to={syncPath(tab)}
          className={views.view}
          aria-current={tab === current ? "page" : undefined}
          prefetch="intent"
        >
          {labels[tab]}
          {(waiting[tab] ?? "0") !== "0" && <span className={views.count}>{waiting[tab]}</span>}
        </Link>
      ))}
    </nav>
  );
}

const stateWords: Record<(typeof tabStates)[SyncTab][number], string> = {
  open: "Open",
  dismissed: "Dismissed",
  resolved: "Settled",
  all: "All",
  failed: "Failed",
  succeeded: "Succeeded",
  running: "Under way",
  queued: "Waiting",
};

/** What a tab can be narrowed to. */
export function StateLinks({ params }: { params: SyncParams }) {
  const calendarId = params.tab === "runs" ? params.calendarId : null;
  return (
    <nav aria-label={`${labels[params.tab]} by state`} className={classes.choices}>
      {tabStates[params.tab].map((state) => (
        <Link
          key={state}
          to={syncPath(params.tab, { state, calendarId })}
          aria-current={state === params.state ? "page" : undefined}
          preventScrollReset
        >
          {stateWords[state]}
        </Link>
      ))}
    </nav>
  );
}
