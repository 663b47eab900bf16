import { Alert, Stack, Text, Title } from "@mantine/core";
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { reloadAfterAction } from "~/bookings/reload-after-action.ts";
import { useAnswer } from "~/forms/use-answer.ts";
import { requireIntegrations } from "~/integrations/require-integrations.server.ts";
import type { LiveHandle } from "~/live/topics.ts";
import { PageLinks } from "~/settings/page-links.tsx";
import { HealthNote } from "~/sync/health-note.tsx";
import { loadSync } from "~/sync/load-sync.server.ts";
import { runSyncAction } from "~/sync/sync-actions.server.ts";
import { SyncListing } from "~/sync/sync-listing.tsx";
import { readSyncParams } from "~/sync/sync-params.ts";
import { StateLinks, TabLinks } from "~/sync/tab-links.tsx";
import { zoneOfLists } from "~/time/display-zone.ts";
import { orRefusalPage } from "~/trpc/caller.server.ts";

export const handle: LiveHandle = { live: ["calendars"] };

export const meta: MetaFunction = () => [{ title: "Sync · Availability" }];

export const shouldRevalidate = reloadAfterAction;

const deed = "see how calendars are kept in step";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { trpc, session } = await requireIntegrations(request, context, deed);
  const { searchParams } = new URL(request.url);
  const wish = { params: readSyncParams(searchParams), cursor: searchParams.get("cursor") };
  return {
    ...(await orRefusalPage(loadSync(trpc, wish))),
    timeZone: zoneOfLists(request, session.organization),
    now: context.app.environment.now(),
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { trpc } = await requireIntegrations(request, context, deed);
  const outcome = await runSyncAction(trpc, await request.formData());
  return data(outcome, { status: outcome.kind === "refused" ? outcome.status : 200 });
}

export default function SyncPage() {
  const { health, waiting, listing, timeZone, now } = useLoaderData<typeof loader>();
  const outcome = useAnswer<typeof action>();
  const isDone = outcome?.kind === "done";
  return (
    <Stack gap="md" maw={860}>
      <div>
        <Title order={1} size="h2">
          Sync
        </Title>
        <Text c="dimmed">
          How calendars and bookings are kept in step, and what waits for you.{" "}
          <Link to="/integrations">Connected accounts</Link>
        </Text>
      </div>
      <HealthNote {...{ health, timeZone, now }} />
      <TabLinks current={listing.tab} waiting={waiting} />
      {outcome && (
        <Alert color={isDone ? "green" : "red"} variant="light" role={isDone ? "status" : "alert"}>
          {outcome.text}
        </Alert>
      )}
      <StateLinks params={listing} />
      <SyncListing listing={listing} timeZone={timeZone} />
      <PageLinks nextCursor={listing.nextCursor} />
    </Stack>
  );
}
