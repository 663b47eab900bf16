import type { ListedSyncRun } from "@availability/ontology/calendar";
import { Table, Text } from "@mantine/core";
import { Link } from "@remix-run/react";
import { syncPath } from "~/sync/sync-params.ts";
import { useTimes } from "~/time/use-times.ts";
import classes from "./account-card.module.css";
import { runText, triggerWords } from "./run-words.ts";

type RecentRunsProps = { runs: ListedSyncRun[]; timeZone: string };

/** How the calendars of an account were read lately. */
export function RecentRuns({ runs, timeZone }: RecentRunsProps) {
  const { formatInstant } = useTimes();
  if (runs.length === 0) return null;
  return (
    <details className={classes.details}>
      <summary>Recent readings</summary>
      <Table.ScrollContainer minWidth={520}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>When</Table.Th>
              <Table.Th>Calendar</Table.Th>
              <Table.Th>Asked for by</Table.Th>
              <Table.Th>Result</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {runs.map((run) => (
              <Table.Tr key={run.id}>
                <Table.Td>{formatInstant(run.requestedAt, timeZone)}</Table.Td>
                <Table.Td>{run.calendarName}</Table.Td>
                <Table.Td>{triggerWords[run.trigger]}</Table.Td>
                <Table.Td>{runText(run, run)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Text size="sm">
        <Link to={syncPath("runs")}>All readings</Link>
      </Text>
    </details>
  );
}
