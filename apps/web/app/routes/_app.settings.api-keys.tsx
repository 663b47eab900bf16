import { Alert, Stack, Text, Title } from "@mantine/core";
import {
  type ActionFunctionArgs,
  data,
  type HeadersFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useAnswer } from "~/forms/use-answer.ts";
import { runApiKeyAction } from "~/settings/api-key-action.server.ts";
import { ApiKeyForm } from "~/settings/api-key-form.tsx";
import { ApiKeyList } from "~/settings/api-key-list.tsx";
import { PageLinks } from "~/settings/page-links.tsx";
import { zoneOfLists } from "~/time/display-zone.ts";
import { orRefusalPage, requireCaller } from "~/trpc/caller.server.ts";

export const meta: MetaFunction = () => [{ title: "API keys · Availability" }];

/** What holds a key is stored nowhere. */
export const headers: HeadersFunction = ({ actionHeaders }) => actionHeaders;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { session, trpc } = await requireCaller(request, context);
  const cursor = new URL(request.url).searchParams.get("cursor");
  const page = await orRefusalPage(trpc.organization.apiKeys({ limit: 50, cursor }));
  const keys = page.data.map(({ createdAt, expiresAt, lastUsedAt, revokedAt, ...facts }) => ({
    ...facts,
    createdAt: createdAt.getTime(),
    expiresAt: expiresAt?.getTime() ?? null,
    lastUsedAt: lastUsedAt?.getTime() ?? null,
    revokedAt: revokedAt?.getTime() ?? null,
  }));
  return {
    keys,
    nextCursor: page.nextCursor,
    now: context.app.environment.now(),
    timeZone: zoneOfLists(request, session.organization),
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { trpc } = await requireCaller(request, context);
  const outcome = await runApiKeyAction(trpc, await request.formData());
  const status = outcome.kind === "refused" ? outcome.status : 200;
  return data(outcome, { status, headers: { "Cache-Control": "no-store" } });
}

export default function ApiKeysPage() {
  const { keys, nextCursor, now, timeZone } = useLoaderData<typeof loader>();
  const outcome = useAnswer<typeof action>();
  const isRefusedRevoking = outcome?.kind === "refused" && outcome.refused.values.intent === "revoke";
  return (
    <Stack gap="md" maw={760}>
      <div>
        <Title order={1} size="h2">
          API keys
        </Title>
        <Text c="dimmed">
          With a key another system works through the API for the organisation, whoever made the key.{" "}
          <a href="/api/docs">What the API can do</a>
        </Text>
      </div>
      {outcome?.kind === "revoked" && (
        <Alert color="green" variant="light" role="status">
          The key is revoked. It opens nothing any more.
        </Alert>
      )}
      {isRefusedRevoking && (
        <Alert color="red" variant="light" role="alert">
          {outcome.refused.form}
        </Alert>
      )}
      <ApiKeyForm outcome={outcome} />
      {keys.length === 0 ? <Text>There is no key yet.</Text> : <ApiKeyList {...{ keys, now, timeZone }} />}
      <PageLinks nextCursor={nextCursor} />
    </Stack>
  );
}
