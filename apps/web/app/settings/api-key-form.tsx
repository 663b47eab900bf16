import { Alert, Button, Checkbox, NativeSelect, Text, TextInput } from "@mantine/core";
import { Form, useNavigation } from "@remix-run/react";
import { CopyField } from "~/forms/copy-field.tsx";
import { ErrorSummary } from "~/forms/error-summary.tsx";
import type { ApiKeyOutcome } from "./api-key-action.server.ts";
import { permissionWords } from "./permission-words.ts";
import classes from "./settings.module.css";

const labels = { name: "Name", scopes: "What it may do", expiresInDays: "It ends" };
const lifetimes = [
  { value: "30", label: "After 30 days" },
  { value: "90", label: "After 90 days" },
  { value: "365", label: "After a year" },
  { value: "never", label: "Never by itself" },
];

/** Makes a key, which is shown once above the form. */
export function ApiKeyForm({ outcome }: { outcome: ApiKeyOutcome | undefined }) {
  const isSending = useNavigation().formData?.get("intent") === "create";
  const refusal = outcome?.kind === "refused" && outcome.refused.values.intent === "create" ? outcome : null;
  const { values = {}, fields = {} } = refusal?.refused ?? {};
  return (
    <fieldset className={classes.part}>
      <legend>New key</legend>
      {outcome?.kind === "created" && (
        <Alert color="green" variant="light" role="status" title={`The key ${outcome.name} is made`}>
          <Text size="sm" mb="xs">
            Copy it now and keep it where secrets are kept. It is not shown again.
          </Text>
          <CopyField text={outcome.key} label="API key" />
        </Alert>
      )}
      <ErrorSummary refused={refusal?.refused} labels={labels} />
      <Form
        method="post"
        noValidate
        className={classes.plain}
        key={outcome?.kind === "created" ? outcome.id : "first"}
      >
        <div className={classes.pair}>
          <TextInput
            id="name"
            name="name"
            label={labels.name}
            description="Which system will use it, such as Website or Till."
            defaultValue={values.name}
            error={fields.name}
            autoComplete="off"
          />
          <NativeSelect
            name="expiresInDays"
            label={labels.expiresInDays}
            description="Then it opens nothing any more, and another is to be made."
            data={lifetimes}
            defaultValue={values.expiresInDays ?? "90"}
            error={fields.expiresInDays}
          />
        </div>
        <Checkbox.Group
          id="scopes"
          label={labels.scopes}
          description="Give it no more than it needs."
          defaultValue={refusal?.scopes ?? ["view_bookings"]}
          error={fields.scopes}
        >
          {Object.entries(permissionWords).map(([scope, { label, meaning }]) => (
            <Checkbox key={scope} name="scopes" value={scope} label={label} description={meaning} mt="xs" />
          ))}
        </Checkbox.Group>
        <div>
          <Button type="submit" name="intent" value="create" loading={isSending}>
            Create key
          </Button>
        </div>
      </Form>
    </fieldset>
  );
}
