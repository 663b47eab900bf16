import type { ProviderName } from "@availability/domain/calendar";
import { providerNames } from "@availability/domain/calendar";
import { Badge, Card, Group, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { healthBadges } from "~/integrations/health.ts";
import { providerWords } from "~/integrations/provider-words.ts";
import { requireIntegrations } from "~/integrations/require-integrations.server.ts";
import type { LiveHandle } from "~/live/topics.ts";
import { orRefusalPage } from "~/trpc/caller.server.ts";

export const handle: LiveHandle = { live: ["calendars"] };

export const meta: MetaFunction = () => [{ title: "Integrations · Availability" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { trpc } = await requireIntegrations(request, context);
  const connections = await orRefusalPage(trpc.calendar.connections({}));
  return providerNames.map((provider) => {
    const own = connections.filter((connection) => connection.provider === provider);
    const worst = own
      .map(({ health }) => health)
      .sort((a, b) => severity.indexOf(a.state) - severity.indexOf(b.state))[0];
    const accounts = own.filter(({ status }) => status !== "disconnected").length;
    return { provider, accounts, health: worst ? { ...healthBadges[worst.state], why: worst.why } : null };
  });
}

const severity = Object.keys(healthBadges);

export default function IntegrationsPage() {
  const providers = useLoaderData<typeof loader>();
  return (
    <Stack gap="lg" maw={860}>
      <div>
        <Title order={1} size="h2">
          Integrations
        </Title>
        <Text c="dimmed">Calendars that make your products busy and receive their bookings.</Text>
      </div>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        {providers.map((summary) => (
          <ProviderCard key={summary.provider} {...summary} />
        ))}
      </SimpleGrid>
    </Stack>
  );
}

type ProviderCardProps = {
  provider: ProviderName;
  accounts: number;
  health: { word: string; colour: string; why: string } | null;
};

function ProviderCard({ provider, accounts, health }: ProviderCardProps) {
  return (
    <Card withBorder component={Link} to={`/integrations/${provider}`}>
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h4">
          {providerWords[provider].title}
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
  );
}
