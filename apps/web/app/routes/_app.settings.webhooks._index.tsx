import { mostWebhooks } from "@availability/domain/webhook";
import { Button, Stack, Text, Title } from "@mantine/core";
import {
  type ActionFunctionArgs,
  data,
  type HeadersFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { Form, Link, useLoaderData, useNavigation } from "@remix-run/react";
import { ErrorSummary } from "~/forms/error-summary.tsx";
import { useAnswer } from "~/forms/use-answer.ts";
import { SecretNote } from "~/settings/secret-note.tsx";
import classes from "~/settings/settings.module.css";
import { createWebhook } from "~/settings/webhook-actions.server.ts";
import { WebhookFields } from "~/settings/webhook-fields.tsx";
import { WebhookList } from "~/settings/webhook-list.tsx";
import { webhookLabels } from "~/settings/webhook-words.ts";
import { zoneOfLists } from "~/time/display-zone.ts";
import { orRefusalPage, requireCaller } from "~/trpc/caller.server.ts";

export const meta: MetaFunction = () => [{ title: "Webhooks · Availability" }];

/** What holds a secret is stored nowhere. */
export const headers: HeadersFunction = ({ actionHeaders }) => actionHeaders;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { session, trpc } = await requireCaller(request, context);
  return {
    webhooks: await orRefusalPage(trpc.webhook.list()),
    timeZone: zoneOfLists(request, session.organization),
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { trpc } = await requireCaller(request, context);
  const outcome = await createWebhook(trpc, await request.formData());
  const status = outcome.kind === "refused" ? outcome.status : 200;
  return data(outcome, { status, headers: { "Cache-Control": "no-store" } });
}

export default function WebhooksPage() {
  const { webhooks, timeZone } = useLoaderData<typeof loader>();
  const outcome = useAnswer<typeof action>();
  const isSending = useNavigation().formMethod === "POST";
  const refusal = outcome?.kind === "refused" ? outcome : null;
  const created = outcome?.kind === "secret" ? outcome : null;
  return (
    <Stack gap="md" maw={760}>
      <div>
        <Title order={1} size="h2">
          Webhooks
        </Title>
        <Text c="dimmed">
          Tell other systems of bookings as they happen, by signed messages. At most {mostWebhooks}.
        </Text>
      </div>
      {created && (
        <SecretNote title="The webhook is made" secret={created.secret}>
          <Link to={`/settings/webhooks/${created.webhookId}`}>See its deliveries</Link>
        </SecretNote>
      )}
      <Form method="post" noValidate key={created?.webhookId ?? "first"}>
        <fieldset className={classes.part}>
          <legend>New webhook</legend>
          <ErrorSummary refused={refusal?.refused} labels={webhookLabels} />
          <WebhookFields
            webhook={{ url: "", description: "", events: refusal?.events ?? [] }}
            refused={refusal?.refused}
          />
          <div>
            <Button type="submit" loading={isSending}>
              Create webhook
            </Button>
          </div>
        </fieldset>
      </Form>
      {webhooks.length === 0 ? (
        <Text>There is no webhook yet.</Text>
      ) : (
        <WebhookList {...{ webhooks, timeZone }} />
      )}
    </Stack>
  );
}
