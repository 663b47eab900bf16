import type { Webhook } from "@availability/ontology/webhook";
import { Button, Group } from "@mantine/core";
import { Form, useNavigation } from "@remix-run/react";
import { ErrorSummary } from "~/forms/error-summary.tsx";
import { OutcomeNote } from "./outcome-note.tsx";
import classes from "./settings.module.css";
import type { WebhookOutcome } from "./webhook-actions.server.ts";
import { WebhookFields } from "./webhook-fields.tsx";
import { webhookLabels } from "./webhook-words.ts";

type WebhookEditorProps = { webhook: Webhook; outcome: WebhookOutcome | undefined };

/** Changes where a webhook goes and what it tells; a refused form keeps what was typed. */
export function WebhookEditor({ webhook, outcome }: WebhookEditorProps) {
  const isSending = useNavigation().formData?.get("intent") === "save";
  const refusal = outcome?.kind === "refused" && outcome.section === "save" ? outcome : null;
  const events = refusal?.events ?? webhook.events;
  return (
    <Form method="post" noValidate preventScrollReset>
      <fieldset className={classes.part}>
        <legend>What it tells, and where</legend>
        <input type="hidden" name="version" value={refusal?.refused.values.version ?? webhook.version} />
        <WebhookFields webhook={{ ...webhook, events }} refused={refusal?.refused} />
        <ErrorSummary refused={refusal?.refused} labels={webhookLabels} />
        {refusal && refusal.storedVersion !== null && (
          <Group gap="xs">
            <input type="hidden" name="intent" value="save" />
            <Button component="a" href={`/settings/webhooks/${webhook.id}`} variant="default">
              Drop mine and load theirs
            </Button>
            <Button type="submit" name="overVersion" value={refusal.storedVersion} variant="default">
              Save mine over theirs
            </Button>
          </Group>
        )}
        {!refusal && <OutcomeNote outcome={outcome} sections={["save"]} />}
        <div>
          <Button type="submit" name="intent" value="save" loading={isSending}>
            Save
          </Button>
        </div>
      </fieldset>
    </Form>
  );
}
