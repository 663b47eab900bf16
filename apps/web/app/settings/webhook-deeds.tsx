import type { Webhook } from "@availability/ontology/webhook";
import { Button, Text } from "@mantine/core";
import { Form } from "@remix-run/react";
import type { ReactNode } from "react";
import { OutcomeNote } from "./outcome-note.tsx";
import { SecretNote } from "./secret-note.tsx";
import classes from "./settings.module.css";
import type { WebhookOutcome } from "./webhook-actions.server.ts";

type WebhookDeedsProps = { webhook: Webhook; outcome: WebhookOutcome | undefined };

const deeds = ["enable", "disable", "rotate", "delete"];

/** Disabling and enabling, a new secret, and the end; what cannot be undone asks first. */
export function WebhookDeeds({ webhook, outcome }: WebhookDeedsProps) {
  return (
    <fieldset className={classes.part}>
      <legend>{webhook.status === "active" ? "It is active" : "It is disabled"}</legend>
      <OutcomeNote outcome={outcome} sections={deeds} />
      {outcome?.kind === "secret" && (
        <SecretNote title="It has a new signing secret" secret={outcome.secret} />
      )}
      {webhook.status === "active" ? (
        <Deed intent="disable" label="Disable">
          Disabled, it is told nothing: events pass it by, and what waits for its next try fails.
        </Deed>
      ) : (
        <Deed intent="enable" label="Enable">
          Enabled, it is told of events from then on. What failed meanwhile can be delivered again below.
        </Deed>
      )}
      <details className={classes.ask}>
        <summary>Give it a new signing secret…</summary>
        <Deed intent="rotate" label="Make a new secret">
          For a day messages are signed with the old secret as well, so that the receiver can change over.
        </Deed>
      </details>
      <details className={classes.ask}>
        <summary>Delete this webhook…</summary>
        <Deed intent="delete" label="Delete for good" colour="red">
          Its deliveries go with it, and what is under way is not tried again. This cannot be undone.
        </Deed>
      </details>
    </fieldset>
  );
}

type DeedProps = { intent: string; label: string; colour?: string; children: ReactNode };

function Deed({ intent, label, colour, children }: DeedProps) {
  return (
    <Form method="post" preventScrollReset>
      <Text size="sm" mb="xs">
        {children}
      </Text>
      <Button
        type="submit"
        name="intent"
        value={intent}
        color={colour}
        variant={colour ? "filled" : "default"}
        size="xs"
      >
        {label}
      </Button>
    </Form>
  );
}
