import type { ListedSyncRun } from "@availability/ontology/calendar";
import { Text } from "@mantine/core";
import { Link } from "@remix-run/react";
import { Chip, type ChipColour } from "~/bookings/status-chip.tsx";
import { runText, triggerWords } from "~/integrations/run-words.ts";
import { useTimes } from "~/time/use-times.ts";
import classes from "./sync.module.css";
import { syncPath } from "./sync-params.ts";

const chips: Record<ListedSyncRun["status"], { word: string; icon: string; colour: ChipColour }> = {
  queued: { word: "Waiting", icon: "◔", colour: "gray" },
  running: { word: "Under way", icon: "●", colour: "blue" },
  succeeded: { word: "Succeeded", icon: "✓", colour: "green" },
  failed: { word: "Failed", icon: "!", colour: "red" },
};

/** Readings of calendars: what asked for each, when and for how long it ran, and what came of it. */
export function RunList({ runs, timeZone }: { runs: ListedSyncRun[]; timeZone: string }) {
  return (
    <ul className={classes.list}>
      {runs.map((run) => (
        <RunRow key={run.id} run={run} timeZone={timeZone} />
      ))}
    </ul>
  );
}

function RunRow({ run, timeZone }: { run: ListedSyncRun; timeZone: string }) {
  const { calendarId, calendarName, email, trigger, kind, requestedAt } = run;
  const { formatInstant } = useTimes();
  const { word, icon, colour } = chips[run.status];
  return (
    <li className={classes.row}>
      <div className={classes.facts}>
        <strong>
          <Link to={syncPath("runs", { calendarId })} aria-label={`Runs of ${calendarName}, ${email}, alone`}>
            {calendarName}
          </Link>
        </strong>
        <Text size="sm" c="dimmed" component="span">
          {email}
        </Text>
        <Chip colour={colour} icon={icon}>
          {word}
        </Chip>
      </div>
      <Text size="sm">{runText(run, run)}</Text>
      <Text size="sm" c="dimmed">
        Asked for by {triggerWords[trigger]} on{" "}
        <time dateTime={new Date(requestedAt).toISOString()}>{formatInstant(requestedAt, timeZone)}</time>.{" "}
        {kind === "full" ? "Read in full. " : kind === "incremental" ? "Read what changed. " : ""}
        {costText(run)}
      </Text>
    </li>
  );
}

/** "Took 0.4 s and 2 requests." */
function costText({ startedAt, finishedAt, requests }: ListedSyncRun): string {
  if (startedAt === null || finishedAt === null) return "";
  const took = finishedAt - startedAt;
  const time = took < 100 ? "under 0.1 s" : `${(took / 1000).toFixed(1)} s`;
  const asked = requests === 0 ? "" : ` and ${requests} ${requests === 1 ? "request" : "requests"}`;
  return `Took ${time}${asked}.`;
}
