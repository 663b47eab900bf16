import type { ExternalCalendar } from "@availability/ontology/calendar";
import { formatRelative } from "~/time/format.ts";
import { useTimes } from "~/time/use-times.ts";
import { triggerWords } from "./run-words.ts";

type SyncStatusProps = {
  sync: NonNullable<ExternalCalendar["sync"]>;
  run: ExternalCalendar["latestRun"];
  /** What has to happen before it is read again; null when it is read by itself. */
  waitsFor: string | null;
  timeZone: string;
  now: number;
};

/** When a calendar was read last and what asked for it, what it holds, and when it is read next. */
export function SyncStatus({ sync, run, waitsFor, timeZone, now }: SyncStatusProps) {
  const { formatInstant } = useTimes();
  const next = waitsFor
    ? `It is read again once ${waitsFor}.`
    : `Next check ${formatRelative(Math.max(sync.nextDueAt, now), now)}.`;
  if (sync.lastSuccessAt === null) return <>Not read yet. {next}</>;
  const events = sync.eventCount === 1 ? "1 event" : `${sync.eventCount} events`;
  return (
    <>
      Synced{" "}
      <time
        dateTime={new Date(sync.lastSuccessAt).toISOString()}
        title={formatInstant(sync.lastSuccessAt, timeZone)}
      >
        {formatRelative(sync.lastSuccessAt, now)}
      </time>
      , {formatInstant(sync.lastSuccessAt, timeZone)}
      {run?.status === "succeeded" ? `, asked for by ${triggerWords[run.trigger]}` : ""}. {events},{" "}
      {sync.busyCount} of them busy. {next}
    </>
  );
}
