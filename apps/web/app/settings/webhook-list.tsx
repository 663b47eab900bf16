import type { Webhook } from "@availability/ontology/webhook";
import { Badge, Group, Text } from "@mantine/core";
import { Link } from "@remix-run/react";
import { useTimes } from "~/time/use-times.ts";
import classes from "./settings.module.css";
import { eventsText } from "./webhook-words.ts";

/** The webhooks, each leading to its page. */
export function WebhookList({ webhooks, timeZone }: { webhooks: Webhook[]; timeZone: string }) {
  const { formatInstant } = useTimes();
  return (
    <ul className={classes.list}>
      {webhooks.map(({ id, url, description, events, status, createdAt }) => (
        <li key={id} className={classes.row}>
          <Group gap="xs">
            <Link to={`/settings/webhooks/${id}`} prefetch="intent">
              {url}
            </Link>
            <Badge color={status === "active" ? "green" : "gray"} variant="light">
              {status === "active" ? "Active" : "Disabled"}
            </Badge>
          </Group>
          {description && <Text size="sm">{description}</Text>}
          <Text size="sm" c="dimmed">
            Told of {eventsText(events)}. Made on {formatInstant(createdAt, timeZone)}.
          </Text>
        </li>
      ))}
    </ul>
  );
}
