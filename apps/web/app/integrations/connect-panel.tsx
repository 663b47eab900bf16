import type { ProviderScope } from "@availability/domain/calendar";
import { Button, Card, List, Text, Title } from "@mantine/core";
import { Form } from "@remix-run/react";

type ConnectPanelProps = { scopes: ProviderScope[]; isFirst: boolean };

/** What connecting does, what we ask for in plain words, and the button that leads to Google. */
export function ConnectPanel({ scopes, isFirst }: ConnectPanelProps) {
  return (
    <Card withBorder component="section" aria-labelledby="connect">
      <Title order={2} size="h4" id="connect">
        {isFirst ? "Connect a Google account" : "Connect another account"}
      </Title>
      <Text size="sm" mt="xs">
        Events of the calendars you link take the time of your products, and confirmed bookings appear in
        them. Titles and people of other events are not kept.
      </Text>
      <Text size="sm" mt="sm" fw={600}>
        Google will ask you to allow:
      </Text>
      <List size="sm" mt={4} spacing={4}>
        {scopes.map(({ scope, displayName, description }) => (
          <List.Item key={scope}>
            <strong>{displayName}.</strong> {description}
          </List.Item>
        ))}
      </List>
      <Form method="post">
        <Button type="submit" name="intent" value="connect" mt="md">
          Connect Google account
        </Button>
      </Form>
    </Card>
  );
}
