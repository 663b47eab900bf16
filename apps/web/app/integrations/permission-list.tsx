import type { Connection } from "@availability/ontology/calendar";
import { Button, Text } from "@mantine/core";
import { Form } from "@remix-run/react";
import classes from "./account-card.module.css";
import { providerWords } from "./provider-words.ts";

/** What the account let us do, in plain words; what it did not can be asked for again without losing a link. */
export function PermissionList({ connection: { id, provider, permissions } }: { connection: Connection }) {
  if (permissions.length === 0) return null;
  const withheld = permissions.filter(({ granted }) => !granted);
  return (
    <details className={classes.details}>
      <summary>What this account lets us do</summary>
      <ul className={classes.permissions}>
        {permissions.map(({ scope, displayName, description, granted }) => (
          <li key={scope}>
            <span aria-hidden="true">{granted ? "✓" : "×"}</span> <strong>{displayName}</strong>
            {granted ? "" : ", not allowed"}
            <Text size="sm" c="dimmed">
              {description}
            </Text>
          </li>
        ))}
      </ul>
      {withheld.length > 0 && (
        <Form method="post">
          <input type="hidden" name="connectionId" value={id} />
          {permissions.map(({ scope }) => (
            <input key={scope} type="hidden" name="scope" value={scope} />
          ))}
          <Button type="submit" name="intent" value="connect" variant="default" size="xs">
            Ask {providerWords[provider].provider} for the rest
          </Button>
        </Form>
      )}
    </details>
  );
}
