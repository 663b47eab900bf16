import type { Connection, SyncRun } from "@availability/ontology/calendar";
import { Badge, Button, Card, Group, Stack, Table, Text, Title } from "@mantine/core";
import { Form } from "@remix-run/react";
import { formatInstant } from "~/time/format.ts";
import classes from "./account-card.module.css";
import { CalendarRow } from "./calendar-row.tsx";
import { healthOf, runText } from "./health.ts";
import type { ProductChoice } from "./link-form.tsx";
import { providerWords } from "./provider-words.ts";

type AccountCardProps = {
  connection: Connection;
  runs: (SyncRun & { calendarName: string })[];
  products: ProductChoice[];
  timeZone: string;
  now: number;
};

/** One connected account: its state and why, its calendars, what was read lately, and how to end it. */
export function AccountCard({ connection, runs, products, timeZone, now }: AccountCardProps) {
  const health = healthOf(connection);
  const isActive = connection.status === "active";
  const ids = new Set(connection.calendars.map(({ id }) => id));
  return (
    <Card withBorder component="section" aria-label={connection.email}>
      <Group justify="space-between" align="flex-start">
        <div>
          <Title order={2} size="h4">
            {connection.email}
          </Title>
          <Text size="sm" c="dimmed">
            Since {formatInstant(connection.statusSince, timeZone)}
          </Text>
        </div>
        <Badge color={health.colour} variant="light" size="lg">
          {health.word}
        </Badge>
      </Group>
      <Text size="sm" mt="xs">
        {health.why}
      </Text>
      <Group mt="sm" gap="xs">
        {!isActive && (
          <Form method="post">
            <input type="hidden" name="connectionId" value={connection.id} />
            <Button type="submit" name="intent" value="connect">
              Reconnect
            </Button>
          </Form>
        )}
        {isActive && (
          <Form method="post">
            <input type="hidden" name="connectionId" value={connection.id} />
            <Button type="submit" name="intent" value="refresh" variant="default" size="xs">
              Refresh list of calendars
            </Button>
          </Form>
        )}
      </Group>
      <Title order={3} size="h5" mt="md" mb="xs">
        Calendars
      </Title>
      <ul className={classes.calendars}>
        {connection.calendars.map((calendar) => (
          <CalendarRow
            key={calendar.id}
            {...{ calendar, products, isActive, timeZone, now }}
            email={connection.email}
          />
        ))}
      </ul>
      <RecentRuns
        runs={runs.filter(({ calendarId }) => ids.has(calendarId))}
        {...{ timeZone }}
        email={connection.email}
      />
      {connection.status !== "disconnected" && <Disconnect connection={connection} />}
    </Card>
  );
}

function RecentRuns({
  runs,
  timeZone,
  email,
}: Pick<AccountCardProps, "runs" | "timeZone"> & { email: string }) {
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
              <Table.Th>Why</Table.Th>
              <Table.Th>Result</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {runs.map((run) => (
              <Table.Tr key={run.id}>
                <Table.Td>{formatInstant(run.requestedAt, timeZone)}</Table.Td>
                <Table.Td>{run.calendarName}</Table.Td>
                <Table.Td>{triggerText[run.trigger]}</Table.Td>
                <Table.Td>{runText(run, email)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </details>
  );
}

const triggerText: Record<SyncRun["trigger"], string> = {
  cron: "schedule",
  webhook: "notification",
  manual: "by hand",
  connect: "link changed",
  booking: "booking",
  reconcile: "nightly check",
};

/** A `details` asks before it disconnects, and works without JavaScript. */
function Disconnect({ connection }: { connection: Connection }) {
  const products = new Set(
    connection.calendars.flatMap(({ links }) => links.map(({ productName }) => productName)),
  );
  const affected = products.size === 0 ? "No product is linked." : `Affected: ${[...products].join(", ")}.`;
  return (
    <details className={classes.details}>
      <summary>Disconnect…</summary>
      <Stack gap="xs" mt="xs">
        <Text size="sm">
          The events of {connection.email} stop taking time, and new bookings no longer appear in its
          calendars. {affected} Events of bookings that stand there already stay.{" "}
          {providerWords[connection.provider].ended} The links are kept: connecting the same account again
          restores them.
        </Text>
        <Form method="post">
          <input type="hidden" name="connectionId" value={connection.id} />
          <Button type="submit" name="intent" value="disconnect" color="red" size="xs">
            Disconnect {connection.email}
          </Button>
        </Form>
      </Stack>
    </details>
  );
}
