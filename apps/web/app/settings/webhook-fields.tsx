import { Checkbox, TextInput } from "@mantine/core";
import type { RefusedForm } from "~/forms/parse-form.ts";
import { eventWords, webhookLabels } from "./webhook-words.ts";

type WebhookFieldsProps = {
  webhook: { url: string; description: string; events: string[] };
  refused: RefusedForm | undefined;
};

/** Where to tell, of what, and a note for people. */
export function WebhookFields({ webhook, refused }: WebhookFieldsProps) {
  const { values = {}, fields = {} } = refused ?? {};
  return (
    <>
      <TextInput
        id="url"
        name="url"
        type="url"
        label={webhookLabels.url}
        description="An https address that can be reached from the internet."
        placeholder="https://example.org/hooks"
        defaultValue={values.url ?? webhook.url}
        error={fields.url}
        autoComplete="off"
      />
      <Checkbox.Group
        id="events"
        label={webhookLabels.events}
        description="None ticked: every event, also those that come to be later."
        defaultValue={webhook.events}
        error={fields.events}
      >
        {Object.entries(eventWords).map(([event, meaning]) => (
          <Checkbox key={event} name="events" value={event} label={event} description={meaning} mt="xs" />
        ))}
      </Checkbox.Group>
      <TextInput
        id="description"
        name="description"
        label={webhookLabels.description}
        description="Which system this is, for those who see it here."
        defaultValue={values.description ?? webhook.description}
        error={fields.description}
        autoComplete="off"
      />
    </>
  );
}
