import type { JobHealth, JobTick } from "@availability/ontology/job";
import { Alert, Text } from "@mantine/core";
import { Chip } from "~/bookings/status-chip.tsx";
import { formatDay, type Times } from "~/time/format.ts";
import { useTimes } from "~/time/use-times.ts";
import { everyText, scheduleWords } from "./job-words.ts";
import classes from "./sync.module.css";

type HealthNoteProps = { health: JobHealth; timeZone: string; now: number };

// What is announced is handed over at once, and by the minute when that was missed.
const longestWaitMs = 3 * 60_000;

/** Whether calendars are checked as they should be, and how everything else that runs by the clock is. */
export function HealthNote({ health, timeZone, now }: HealthNoteProps) {
  const times = useTimes();
  const reader = { times, timeZone, now };
  const { ticks, waitingSince, dashboardUrl } = health;
  const checks = ticks.find(({ functionId }) => functionId === "sync-due-calendars");
  const late = ticks.filter(({ state }) => state === "late");
  const isStuck = waitingSince !== null && now - waitingSince > longestWaitMs;
  const troubles = [
    ...late.map((tick) => `${tickText(tick, reader)} That is overdue.`),
    ...(isStuck ? [`What was asked for waits since ${times.formatInstant(waitingSince, timeZone)}.`] : []),
  ];
  return (
    <section aria-label="Scheduled checks" className={classes.health}>
      {checks && checks.state !== "late" && (
        <Text size="sm" className={classes.facts}>
          <Chip
            colour={checks.state === "never" ? "gray" : "green"}
            icon={checks.state === "never" ? "◔" : "✓"}
          >
            {checks.state === "never" ? "Not yet" : "On time"}
          </Chip>
          {tickText(checks, reader)}
        </Text>
      )}
      {troubles.length > 0 && (
        <Alert color="red" variant="light" role="alert" title="Something does not run as it should">
          {troubles.map((trouble) => (
            <Text key={trouble} size="sm">
              {trouble}
            </Text>
          ))}
          <Text size="sm">Whoever runs this server has to look at its job engine and its log.</Text>
        </Alert>
      )}
      <div className={classes.facts}>
        <details className={classes.ask}>
          <summary>Everything that runs by the clock</summary>
          <ul className={classes.plain}>
            {ticks.map((tick) => (
              <li key={tick.functionId}>
                {tickText(tick, reader)}
                {tick.state === "late" && <strong> Overdue.</strong>}
              </li>
            ))}
          </ul>
        </details>
        {dashboardUrl && (
          <a href={dashboardUrl} target="_blank" rel="noreferrer">
            Open the Inngest dashboard
          </a>
        )}
      </div>
    </section>
  );
}

/** "Calendars are checked every 15 minutes; last at 12:00 (Europe/Berlin)." */
function tickText(
  { functionId, everyMinutes, lastAt }: JobTick,
  { times, timeZone, now }: { times: Times; timeZone: string; now: number },
): string {
  const what = `${scheduleWords[functionId]} ${everyText(everyMinutes)}`;
  if (lastAt === null) return `${what}; the first time is still to come.`;
  const isToday = formatDay(lastAt, timeZone) === formatDay(now, timeZone);
  const last = isToday
    ? `at ${times.formatTime(lastAt, timeZone)} (${timeZone})`
    : `on ${times.formatInstant(lastAt, timeZone)}`;
  return `${what}; last ${last}.`;
}
