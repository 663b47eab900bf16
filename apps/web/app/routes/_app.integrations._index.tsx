import { Badge, Card, Group, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { healthOf } from "~/integrations/health.ts";
import { orRefusalPage, requireCaller } from "~/trpc/caller.server.ts";

export const meta: MetaFunction = () => [{ title: "Integrations · Availability" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { trpc } = await requireCaller(request, context);
  const connections = await orRefusalPage(trpc.calendar.connections({}));
  const google = connections.filter(({ provider }) => provider === "google");
  const worst = google.map(healthOf).sort((a, b) => severity.indexOf(a.word) - severity.indexOf(b.word))[0];
  return { accounts: google.filter(({ status }) => status !== "disconnected").length, health: worst ?? null };
}

const severity = ["Action needed", "Degraded", "Syncing", "Healthy", "Disconnected"];

export default function IntegrationsPage() {
  const { accounts, health } = useLoaderData<typeof loader>();
  return (
    <Stack gap="lg" maw={860}>
      <div>
        <Title order={1} size="h2">
          Integrations
        </Title>
        <Text c="dimmed">Calendars that make your products busy and receive their bookings.</Text>
      </div>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <Card withBorder component={Link} to="/integrations/google">
          <Group justify="space-between" mb="xs">
            <Title order={2} size="h4">
              Google Calendar
            </Title>
            <Badge color={health?.colour ?? "gray"} variant="light">
              {health?.word ?? "Not connected"}
            </Badge>
          </Group>
          <Text size="sm">
            {accounts === 0
              ? "Connect an account so that its events take your products' time and bookings appear in it."
              : `${accounts} ${accounts === 1 ? "account" : "accounts"} connected. ${health?.why ?? ""}`}
          </Text>
        </Card>
        <Card withBorder component={Link} to="/integrations/microsoft">
          <Group justify="space-between" mb="xs">
            <Title order={2} size="h4">
              Microsoft 365
            </Title>
            <Badge color="gray" variant="light">
              Not available
            </Badge>
          </Group>
          <Text size="sm">Outlook calendars cannot be connected with this release.</Text>
        </Card>
      </SimpleGrid>
    </Stack>
  );
}
