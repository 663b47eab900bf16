import type { Connection, DisconnectPreview } from "@availability/ontology/calendar";
import { Button, Checkbox, Stack, Text } from "@mantine/core";
import { Form } from "@remix-run/react";
import classes from "./account-card.module.css";
import { providerWords } from "./provider-words.ts";

type DisconnectFormProps = { connection: Connection; preview: DisconnectPreview | null };

/** A `details` says what disconnecting means before it is done, and works without JavaScript. */
export function DisconnectForm({ connection, preview }: DisconnectFormProps) {
  const events = preview?.futureEvents ?? 0;
  return (
    <details className={classes.details}>
      <summary>Disconnect…</summary>
      <Form method="post">
        <Stack gap="xs" mt="xs" align="flex-start">
          <Text size="sm">
            The events of {connection.email} stop taking time, and new bookings no longer appear in its
            calendars. {affectedText(preview)} {providerWords[connection.provider].ended} The links are kept:
            connecting the same account again restores them.
          </Text>
          <input type="hidden" name="connectionId" value={connection.id} />
          {events > 0 && (
            <Checkbox
              name="futureEvents"
              value="remove"
              label={`Remove the ${events === 1 ? "event" : `${events} events`} of bookings to come from its calendars`}
              description="Unticked, they stay there and no longer follow their bookings."
            />
          )}
          <Button type="submit" name="intent" value="disconnect" color="red" size="xs">
            Disconnect {connection.email}
          </Button>
        </Stack>
      </Form>
    </details>
  );
}

function affectedText(preview: DisconnectPreview | null): string {
  const names = preview?.products.map(({ name }) => name) ?? [];
  return names.length === 0 ? "No product is linked." : `Affected: ${names.join(", ")}.`;
}
