import type { Connection, DisconnectPreview, ListedSyncRun } from "@availability/ontology/calendar";
import { Badge, Button, Card, Group, Text, Title } from "@mantine/core";
import { Form } from "@remix-run/react";
import { useTimes } from "~/time/use-times.ts";
import classes from "./account-card.module.css";
import { CalendarRow } from "./calendar-row.tsx";
import { DisconnectForm } from "./disconnect-form.tsx";
import { healthBadges } from "./health.ts";
import type { ProductChoice } from "./link-form.tsx";
import { PermissionList } from "./permission-list.tsx";
import { RecentRuns } from "./recent-runs.tsx";
import { SyncSwitch } from "./sync-switch.tsx";

type AccountCardProps = {
  connection: Connection;
  /** What disconnecting would mean; null where there is nothing to disconnect. */
  preview: DisconnectPreview | null;
  runs: ListedSyncRun[];
  products: ProductChoice[];
  timeZone: string;
  now: number;
};

/** One connected account: its state and why, its calendars, what was read lately, and how to end it. */
export function AccountCard({ connection, preview, runs, products, timeZone, now }: AccountCardProps) {
  const { formatInstant } = useTimes();
  const { health } = connection;
  const badge = healthBadges[health.state];
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
            Connected since {formatInstant(connection.createdAt, timeZone)}
          </Text>
        </div>
        <Badge color={badge.colour} variant="light" size="lg">
          {badge.word}
        </Badge>
      </Group>
      <Text size="sm" mt="xs">
        {health.why} {health.action === "none" ? "" : health.actionText}
        {health.since === null || health.state === "healthy"
          ? ""
          : ` Since ${formatInstant(health.since, timeZone)}.`}
        {health.until === null ? "" : ` Until ${formatInstant(health.until, timeZone)}.`}
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
        {isActive && <SyncSwitch connection={connection} />}
      </Group>
      <PermissionList connection={connection} />
      <Title order={3} size="h5" mt="md" mb="xs">
        Calendars
      </Title>
      <ul className={classes.calendars}>
        {connection.calendars.map((calendar) => (
          <CalendarRow
            key={calendar.id}
            {...{ calendar, products, isActive, timeZone, now }}
            account={connection}
          />
        ))}
      </ul>
      <RecentRuns runs={runs.filter(({ calendarId }) => ids.has(calendarId))} timeZone={timeZone} />
      {connection.status !== "disconnected" && <DisconnectForm connection={connection} preview={preview} />}
    </Card>
  );
}
