import { webhookDeliveryStatuses } from "@availability/domain/webhook";
import type { WebhookDelivery } from "@availability/ontology/webhook";
import { Badge, Button, Group, Stack, Text, Title } from "@mantine/core";
import { Form, Link } from "@remix-run/react";
import type { Times } from "~/time/format.ts";
import { useTimes } from "~/time/use-times.ts";
import { OutcomeNote } from "./outcome-note.tsx";
import { PageLinks } from "./page-links.tsx";
import classes from "./settings.module.css";
import type { WebhookOutcome } from "./webhook-actions.server.ts";
import { deliveryWords } from "./webhook-words.ts";

type DeliveryLogProps = {
  deliveries: WebhookDelivery[];
  nextCursor: string | null;
  status: string | null;
  timeZone: string;
  basePath: string;
  outcome: WebhookOutcome | undefined;
};

/** What was told, how it went, and when it is tried again. */
export function DeliveryLog(props: DeliveryLogProps) {
  const { deliveries, nextCursor, status, timeZone, basePath, outcome } = props;
  return (
    <Stack gap="sm" component="section" aria-labelledby="deliveries">
      <Title order={2} size="h4" id="deliveries">
        Deliveries
      </Title>
      <nav aria-label="Deliveries by status" className={classes.choices}>
        {[null, ...webhookDeliveryStatuses].map((choice) => (
          <Link
            key={choice}
            to={choice === null ? basePath : `${basePath}?status=${choice}`}
            aria-current={choice === status ? "page" : undefined}
            preventScrollReset
          >
            {choice === null ? "All" : deliveryWords[choice].word}
          </Link>
        ))}
      </nav>
      <OutcomeNote outcome={outcome} sections={["redeliver"]} />
      {deliveries.length === 0 ? (
        <Text>
          {status === null ? "Nothing was told yet: it begins with the next event." : "None of this kind."}
        </Text>
      ) : (
        <ul className={classes.list}>
          {deliveries.map((delivery) => (
            <Delivery key={delivery.id} {...{ delivery, timeZone }} />
          ))}
        </ul>
      )}
      <PageLinks nextCursor={nextCursor} />
      <Text size="sm" c="dimmed">
        A delivery is tried up to eight times in about 32 hours, and kept for 30 days.
      </Text>
    </Stack>
  );
}

function Delivery({ delivery, timeZone }: { delivery: WebhookDelivery; timeZone: string }) {
  const times = useTimes();
  const { id, type, status, payload } = delivery;
  const { word, colour } = deliveryWords[status];
  return (
    <li className={classes.row}>
      <Group gap="xs">
        <strong>{type}</strong>
        <Badge color={colour} variant="light">
          {word}
        </Badge>
      </Group>
      <Text size="sm">{answerText(delivery)}</Text>
      <Text size="sm" c="dimmed">
        {timesText(delivery, timeZone, times)}
      </Text>
      <details className={classes.ask}>
        <summary>Message</summary>
        <pre className={classes.message}>{JSON.stringify(payload, null, 2)}</pre>
      </details>
      <Form method="post" preventScrollReset>
        <input type="hidden" name="deliveryId" value={id} />
        <Button
          type="submit"
          name="intent"
          value="redeliver"
          variant="default"
          size="xs"
          aria-label={`Deliver ${type} again`}
        >
          {status === "pending" ? "Deliver now" : "Deliver again"}
        </Button>
      </Form>
    </li>
  );
}

function answerText({ lastStatusCode, lastError, attempts }: WebhookDelivery): string {
  const tries = attempts === 1 ? "1 try" : `${attempts} tries`;
  if (attempts === 0) return "Not tried yet.";
  if (lastError) return `${tries}. ${lastError}`;
  return lastStatusCode === null ? `${tries}, under way.` : `${tries}. Answered ${lastStatusCode}.`;
}

function timesText(delivery: WebhookDelivery, timeZone: string, { formatInstant }: Times): string {
  const at = (instant: number) => formatInstant(instant, timeZone);
  const { createdAt, lastAttemptAt, nextAttemptAt } = delivery;
  return [
    `Written on ${at(createdAt)}.`,
    ...(lastAttemptAt === null ? [] : [`Last tried on ${at(lastAttemptAt)}.`]),
    ...(nextAttemptAt === null ? [] : [`Next try on ${at(nextAttemptAt)} at the earliest.`]),
  ].join(" ");
}
