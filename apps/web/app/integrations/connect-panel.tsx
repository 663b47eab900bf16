import type { ProviderName, ProviderScope } from "@availability/domain/calendar";
import { Button, Card, Checkbox, Stack, Text, Title } from "@mantine/core";
import { Form } from "@remix-run/react";
import classes from "./account-card.module.css";
import { providerWords } from "./provider-words.ts";

type ConnectPanelProps = { provider: ProviderName; scopes: ProviderScope[]; isFirst: boolean };

/** What connecting does, what we ask for in plain words and what of it is up to the person, and the button that leads there. */
export function ConnectPanel({ provider, scopes, isFirst }: ConnectPanelProps) {
  const words = providerWords[provider];
  const needed = scopes.filter(({ required }) => required);
  const optional = scopes.filter(({ required }) => !required);
  return (
    <Card withBorder component="section" aria-labelledby="connect">
      <Title order={2} size="h4" id="connect">
        {isFirst ? `Connect a ${words.account}` : "Connect another account"}
      </Title>
      <Text size="sm" mt="xs">
        Events of the calendars you link take the time of your products, and confirmed bookings appear in
        them. Titles and people of other events are not kept.
      </Text>
      <Form method="post">
        <Text size="sm" mt="sm" fw={600}>
          {words.provider} will ask you to allow:
        </Text>
        <ul className={classes.permissions}>
          {needed.map(({ scope, displayName, description }) => (
            <li key={scope}>
              <span aria-hidden="true">✓</span> <strong>{displayName}</strong>
              <Text size="sm" c="dimmed">
                {description}
              </Text>
            </li>
          ))}
        </ul>
        {optional.length > 0 && (
          <Stack gap="xs" mt="xs">
            <Text size="sm" fw={600}>
              And, if you like:
            </Text>
            {optional.map(({ scope, displayName, description }) => (
              <Checkbox
                key={scope}
                name="scope"
                value={scope}
                label={displayName}
                description={description}
                defaultChecked
              />
            ))}
          </Stack>
        )}
        <Button type="submit" name="intent" value="connect" mt="md">
          Connect {words.account}
        </Button>
      </Form>
    </Card>
  );
}
