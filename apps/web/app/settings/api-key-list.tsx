import type { Permission } from "@availability/domain/organization";
import { Badge, Button, Group, Text } from "@mantine/core";
import { Form } from "@remix-run/react";
import type { Times } from "~/time/format.ts";
import { useTimes } from "~/time/use-times.ts";
import { permissionWords } from "./permission-words.ts";
import classes from "./settings.module.css";

type ListedKey = {
  id: string;
  name: string;
  prefix: string;
  scopes: Permission[];
  createdByName: string | null;
  createdAt: number;
  expiresAt: number | null;
  lastUsedAt: number | null;
  revokedAt: number | null;
};

type ApiKeyListProps = { keys: ListedKey[]; now: number; timeZone: string };

/** The keys with what they may do, and the form to revoke each that still opens something. */
export function ApiKeyList({ keys, now, timeZone }: ApiKeyListProps) {
  const times = useTimes();
  return (
    <ul className={classes.list}>
      {keys.map((key) => (
        <li key={key.id} className={classes.row}>
          <Group gap="xs">
            <strong>{key.name}</strong>
            <StateBadge apiKey={key} now={now} />
          </Group>
          <Text size="sm">{key.scopes.map((scope) => permissionWords[scope].label).join(", ")}</Text>
          <Text size="sm" c="dimmed">
            {factsOf(key, timeZone, times).join(". ")}.
          </Text>
          {isOpen(key, now) && <RevokeForm apiKey={key} />}
        </li>
      ))}
    </ul>
  );
}

function StateBadge({ apiKey, now }: { apiKey: ListedKey; now: number }) {
  if (apiKey.revokedAt !== null)
    return (
      <Badge color="gray" variant="light">
        Revoked
      </Badge>
    );
  if (!isOpen(apiKey, now))
    return (
      <Badge color="gray" variant="light">
        Expired
      </Badge>
    );
  return (
    <Badge color="green" variant="light">
      Active
    </Badge>
  );
}

/** A `details` asks before it ends the key, and works without JavaScript. */
function RevokeForm({ apiKey: { id, name } }: { apiKey: ListedKey }) {
  return (
    <details className={classes.ask}>
      <summary>Revoke {name}…</summary>
      <Form method="post">
        <input type="hidden" name="apiKeyId" value={id} />
        <Text size="sm" mb="xs">
          Whatever uses this key is refused from then on. It cannot be made valid again.
        </Text>
        <Button type="submit" name="intent" value="revoke" color="red" size="xs">
          Revoke {name}
        </Button>
      </Form>
    </details>
  );
}

function isOpen({ revokedAt, expiresAt }: ListedKey, now: number): boolean {
  return revokedAt === null && (expiresAt === null || expiresAt > now);
}

function factsOf(key: ListedKey, timeZone: string, { formatInstant }: Times): string[] {
  const { prefix, createdByName, createdAt, expiresAt, lastUsedAt, revokedAt } = key;
  const at = (instant: number) => formatInstant(instant, timeZone);
  return [
    `Begins with ${prefix}`,
    `made ${createdByName ? `by ${createdByName} ` : ""}on ${at(createdAt)}`,
    revokedAt === null ? ends(expiresAt, at) : `revoked on ${at(revokedAt)}`,
    lastUsedAt === null ? "never used" : `last used on ${at(lastUsedAt)}`,
  ].map((fact) => fact.charAt(0).toUpperCase() + fact.slice(1));
}

function ends(expiresAt: number | null, at: (instant: number) => string): string {
  return expiresAt === null ? "does not end by itself" : `ends on ${at(expiresAt)}`;
}
