import type { ProviderName } from "@availability/domain/calendar";
import { Alert, Anchor, Stack, Text, Title } from "@mantine/core";
import type { SerializeFrom } from "@remix-run/node";
import { Link } from "@remix-run/react";
import { AccountCard } from "./account-card.tsx";
import { ConnectPanel } from "./connect-panel.tsx";
import type { loadProvider } from "./load-provider.server.ts";
import type { ProviderActionResult } from "./provider-actions.server.ts";
import { providerWords } from "./provider-words.ts";

type ProviderPageProps = {
  provider: ProviderName;
  loaded: SerializeFrom<typeof loadProvider>;
  result: ProviderActionResult | undefined;
};

/** A provider's accounts with their calendars, and the way to connect one. */
export function ProviderPage({ provider, loaded, result }: ProviderPageProps) {
  const { connections, previews, notice, simulatorUrl, scopes, ...shown } = loaded;
  const words = providerWords[provider];
  return (
    <Stack gap="lg" maw={860}>
      <div>
        <Anchor component={Link} to="/integrations" size="sm">
          All integrations
        </Anchor>
        <Title order={1} size="h2">
          {words.title}
        </Title>
      </div>
      {simulatorUrl && (
        <Alert color="slate" variant="light">
          This installation talks to the built-in {words.provider} simulator, not to {words.provider}.{" "}
          <Anchor href={simulatorUrl} target="_blank" rel="noreferrer">
            Open the simulator's calendars
          </Anchor>{" "}
          to add or move events by hand.
        </Alert>
      )}
      {notice && (
        <Alert color={notice.colour} variant="light" role="status">
          {notice.text}
        </Alert>
      )}
      {result?.kind === "refused" && (
        <Alert color="red" variant="light" role="alert">
          {result.message}
        </Alert>
      )}
      {connections.map((connection) => (
        <AccountCard
          key={connection.id}
          connection={connection}
          preview={previews.find(({ id }) => id === connection.id) ?? null}
          {...shown}
        />
      ))}
      {connections.length > 0 && shown.products.length === 0 && (
        <Text>Create a product first; then its calendar can be linked here.</Text>
      )}
      {scopes ? (
        <ConnectPanel provider={provider} scopes={[...scopes]} isFirst={connections.length === 0} />
      ) : (
        <Alert color="slate" variant="light">
          This server has no client at {words.provider}. Whoever runs it sets {words.variables}; then accounts
          can be connected here.
        </Alert>
      )}
    </Stack>
  );
}
