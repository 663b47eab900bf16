import { webhookDeliveryStatuses } from "@availability/domain/webhook";
import { Anchor, Stack, Title } from "@mantine/core";
import {
  type ActionFunctionArgs,
  data,
  type HeadersFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { isId } from "~/bookings/id.ts";
import { useAnswer } from "~/forms/use-answer.ts";
import { DeliveryLog } from "~/settings/delivery-log.tsx";
import { changeWebhook } from "~/settings/webhook-actions.server.ts";
import { WebhookDeeds } from "~/settings/webhook-deeds.tsx";
import { WebhookEditor } from "~/settings/webhook-editor.tsx";
import { zoneOfLists } from "~/time/display-zone.ts";
import { orRefusalPage, requireCaller } from "~/trpc/caller.server.ts";

export const meta: MetaFunction = () => [{ title: "Webhook · Availability" }];

/** What holds a secret is stored nowhere. */
export const headers: HeadersFunction = ({ actionHeaders }) => actionHeaders;

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { session, trpc } = await requireCaller(request, context);
  const webhookId = idOf(params);
  const { searchParams } = new URL(request.url);
  const status = webhookDeliveryStatuses.find((known) => known === searchParams.get("status"));
  const asked = { webhookId, status, cursor: searchParams.get("cursor"), limit: 25 };
  const [webhook, page] = await orRefusalPage(
    Promise.all([trpc.webhook.get({ webhookId }), trpc.webhook.deliveries(asked)]),
  );
  return {
    webhook,
    deliveries: page.data,
    nextCursor: page.nextCursor,
    status: status ?? null,
    timeZone: zoneOfLists(request, session.organization),
  };
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const { trpc } = await requireCaller(request, context);
  const webhookId = idOf(params);
  const outcome = await changeWebhook(trpc, { webhookId, formData: await request.formData() });
  if (outcome.kind === "deleted") return redirect("/settings/webhooks");
  const status = outcome.kind === "refused" ? outcome.status : 200;
  return data(outcome, { status, headers: { "Cache-Control": "no-store" } });
}

export default function WebhookPage() {
  const { webhook, deliveries, nextCursor, status, timeZone } = useLoaderData<typeof loader>();
  const outcome = useAnswer<typeof action>();
  const basePath = `/settings/webhooks/${webhook.id}`;
  return (
    <Stack gap="md" maw={760}>
      <div style={{ overflowWrap: "anywhere" }}>
        <Anchor component={Link} to="/settings/webhooks" size="sm">
          All webhooks
        </Anchor>
        <Title order={1} size="h2">
          Webhook to {new URL(webhook.url).host}
        </Title>
      </div>
      <DeliveryLog {...{ deliveries, nextCursor, status, timeZone, basePath, outcome }} />
      <WebhookEditor key={webhook.id} {...{ webhook, outcome }} />
      <WebhookDeeds {...{ webhook, outcome }} />
    </Stack>
  );
}

function idOf({ id }: { id?: string }): string {
  if (!isId(id)) throw data("No webhook of your organisation has this id", { status: 404 });
  return id;
}
