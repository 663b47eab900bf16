import { googleScopes } from "@availability/calendars";
import { Alert, Anchor, Stack, Text, Title } from "@mantine/core";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { AccountCard } from "~/integrations/account-card.tsx";
import { ConnectPanel } from "~/integrations/connect-panel.tsx";
import { runGoogleAction } from "~/integrations/google-actions.server.ts";
import { isNoticeKey, notices } from "~/integrations/notices.ts";
import { orRefusalPage, requireCaller } from "~/trpc/caller.server.ts";

export const meta: MetaFunction = () => [{ title: "Google Calendar · Availability" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { session, trpc } = await requireCaller(request, context);
  const { config, environment } = context.app;
  const [connections, runs, products] = await orRefusalPage(
    Promise.all([
      trpc.calendar.connections({ provider: "google" }),
      trpc.calendar.runs({ limit: 50 }),
      trpc.product.list({ limit: 200 }),
    ]),
  );
  const notice = new URL(request.url).searchParams.get("notice");
  return {
    connections,
    runs,
    products: products.data.map(({ id, name }) => ({ id, name })),
    scopes: googleScopes.filter(({ required }) => required),
    timeZone: session.organization.timeZone,
    now: environment.now(),
    simulatorUrl: config.simulated.google ? config.simulatorUrl : null,
    notice: isNoticeKey(notice) ? notice : null,
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { session, trpc } = await requireCaller(request, context);
  return runGoogleAction({ context, session, trpc, formData: await request.formData() });
}

export default function GooglePage() {
  const { connections, notice, simulatorUrl, scopes, ...shown } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  return (
    <Stack gap="lg" maw={860}>
      <div>
        <Anchor component={Link} to="/integrations" size="sm">
          All integrations
        </Anchor>
        <Title order={1} size="h2">
          Google Calendar
        </Title>
      </div>
      {simulatorUrl && (
        <Alert color="slate" variant="light">
          This installation talks to the built-in Google simulator, not to Google.{" "}
          <Anchor href={simulatorUrl} target="_blank" rel="noreferrer">
            Open the simulator's calendars
          </Anchor>{" "}
          to add or move events by hand.
        </Alert>
      )}
      {notice && (
        <Alert color={notices[notice].colour} variant="light" role="status">
          {notices[notice].text}
        </Alert>
      )}
      {result && "kind" in result && result.kind === "refused" && (
        <Alert color="red" variant="light" role="alert">
          {result.message}
        </Alert>
      )}
      {connections.map((connection) => (
        <AccountCard key={connection.id} connection={connection} {...shown} />
      ))}
      {connections.length > 0 && shown.products.length === 0 && (
        <Text>Create a product first; then its calendar can be linked here.</Text>
      )}
      <ConnectPanel scopes={scopes} isFirst={connections.length === 0} />
    </Stack>
  );
}
