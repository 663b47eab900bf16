import { useEffect, useRef, useState } from "react";
import { may } from "../accounts/role-labels.ts";
import type { Viewer } from "../accounts/viewer.ts";
import type { Times } from "../time/format.ts";
import { useTimes } from "../time/use-times.ts";
import { useTRPCClient } from "../trpc/client.tsx";
import classes from "./live-indicator.module.css";
import type { Topic } from "./topics.ts";
import { useFreshScreen } from "./use-fresh-screen.ts";
import { watchChanges } from "./watch-changes.ts";

type State = { kind: "live" } | { kind: "reconnecting" } | { kind: "offline"; since: number };

/** A break shorter than this is nothing to speak of. */
const offlineMs = 10_000;

/** Keeps the screen fresh, and says whether it is. */
export function LiveIndicator({ viewer }: { viewer: Viewer }) {
  const client = useTRPCClient();
  const times = useTimes();
  const [state, setState] = useState<State | null>(null);
  const note = useFreshScreen(state?.kind === "live");
  const seesCalendars = may(viewer.role, "manage_integrations");
  const lastLive = useRef(0);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    lastLive.current = Date.now();
    const topics: Topic[] = ["bookings", "availability", ...(seesCalendars ? ["calendars" as const] : [])];
    const stop = watchChanges(client, {
      topics,
      onChange: note,
      onState(isLive) {
        clearTimeout(timer);
        if (isLive) return setState({ kind: "live" });
        setState((before) => {
          if (before?.kind === "live") lastLive.current = Date.now();
          // Nothing to say of the first attempt, unless it lasts.
          return before === null || before.kind === "offline" ? before : { kind: "reconnecting" };
        });
        timer = setTimeout(() => setState({ kind: "offline", since: lastLive.current }), offlineMs);
      },
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [client, note, seesCalendars]);
  return (
    <div role="status" className={classes.indicator} data-state={state?.kind}>
      {state && (
        <>
          <span className={classes.dot} aria-hidden />
          <span>{wordsOf(state, viewer.organization.timeZone, times)}</span>
          {state.kind === "offline" && (
            <span className={classes.unseen}> ({viewer.organization.timeZone}): offline</span>
          )}
        </>
      )}
    </div>
  );
}

function wordsOf(state: State, timeZone: string, { formatTime }: Times): string {
  switch (state.kind) {
    case "live":
      return "Live";
    case "reconnecting":
      return "Reconnecting";
    case "offline":
      return `Data from ${formatTime(state.since, timeZone)}`;
  }
}
