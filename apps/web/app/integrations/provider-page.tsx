import type { ProviderName } from "@availability/domain/calendar";
import { Alert, Anchor, Stack, Text, Title } from "@mantine/core";
import type { SerializeFrom } from "@remix-run/node";
import { Link } from "@remix-run/react";
import { failureChoices } from "~/settings/organization-words.ts";
import { AccountCard } from "./account-card.tsx";
import { ConnectPanel } from "./connect-panel.tsx";
import type { loadProvider } from "./load-provider.server.ts";
import type { ProviderActionResult } from "./provider-actions.server.ts";
import classes from "./provider-page.module.css";
import { providerWords } from "./provider-words.ts";
import { ResultNote } from "./result-note.tsx";

type ProviderPageProps = {
  provider: ProviderName;
  loaded: SerializeFrom<typeof loadProvider>;
  result: ProviderActionResult | undefined;
};

/** A provider's accounts with their calendars, and the way to connect one. */
export function ProviderPage({ provider, loaded, result }: ProviderPageProps) {
  const { connections, previews, notice, simulatorUrl, scopes, failurePolicy, approvalUrl, ...shown } =
    loaded;
  const asksAdmin = notice?.asksAdmin || connections.some(({ health }) => health.action === "ask_admin");
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
          <a href={simulatorUrl} target="_blank" rel="noreferrer">
            Open the simulator's calendars
          </a>{" "}
          to add or move events by hand.
        </Alert>
      )}
      {notice && !result && (
        <Alert color={notice.colour} variant="light" role="status">
          {notice.text}
        </Alert>
      )}
      {asksAdmin && approvalUrl && (
        <Alert color="slate" variant="light" title="For the administrator">
          Send this link to an administrator of the organisation at {words.provider}; it opens the approval of
          this app: <code className={classes.address}>{approvalUrl}</code>
        </Alert>
      )}
      {result && <ResultNote result={result} connections={connections} />}
      {connections.map((connection) => (
        <AccountCard
          key={connection.id}
          connection={connection}
          preview={previews.find(({ id }) => id === connection.id) ?? null}
          {...shown}
        />
      ))}
      {connections.length > 0 && <PolicyNote policy={failurePolicy} />}
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

/** What the organisation decided for the time that a calendar cannot be read. */
function PolicyNote({ policy }: { policy: ProviderPageProps["loaded"]["failurePolicy"] }) {
  const chosen = failureChoices.find(({ value }) => value === policy);
  return (
    <Text size="sm">
      While a calendar has not been read for too long: {chosen?.label.toLowerCase()}.{" "}
      <Link to="/settings/organization">Change that in the settings</Link>
    </Text>
  );
}
