import { Alert, Anchor, List, Stack, Text, Title } from "@mantine/core";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link } from "@remix-run/react";
import { requireSession } from "~/accounts/session.server.ts";

export const meta: MetaFunction = () => [{ title: "Microsoft 365 · Availability" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireSession(request, context);
  return null;
}

export default function MicrosoftPage() {
  return (
    <Stack gap="md" maw={640}>
      <Anchor component={Link} to="/integrations" size="sm">
        All integrations
      </Anchor>
      <Title order={1} size="h2">
        Microsoft 365
      </Title>
      <Alert color="slate" variant="light">
        Outlook calendars cannot be connected with this release. They arrive with the next one, on this page.
      </Alert>
      <Text>What it does then is what Google Calendar does today:</Text>
      <List>
        <List.Item>Events of a linked calendar take the time of your products.</List.Item>
        <List.Item>Confirmed bookings appear in the calendar once, and go when they are cancelled.</List.Item>
      </List>
      <Text>
        Until then,{" "}
        <Anchor component={Link} to="/integrations/google">
          connect a Google account
        </Anchor>
        , or block the time of a product by hand.
      </Text>
    </Stack>
  );
}
