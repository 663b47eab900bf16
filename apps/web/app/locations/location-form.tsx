import { Button, Group, NativeSelect, Stack, Textarea, TextInput } from "@mantine/core";
import { Form, useNavigation } from "@remix-run/react";
import { ErrorSummary } from "~/forms/error-summary.tsx";
import type { LocationOutcome } from "./location-actions.server.ts";
import { kindWords, locationLabels } from "./words.ts";

type LocationFormProps = {
  location: { id: string; version: number } | null;
  stored: Record<string, string>;
  zones: string[];
  outcome: LocationOutcome | undefined;
  isReadOnly?: boolean;
};

/** What a location is: where, or by which link, and in which zone its hours are meant. */
export function LocationForm({ location, stored, zones, outcome, isReadOnly = false }: LocationFormProps) {
  const isSending = useNavigation().formData?.get("intent") === "save";
  const refusal = outcome?.kind === "refused" && outcome.section === "save" ? outcome : null;
  const values = { ...stored, ...refusal?.refused.values };
  const fields = refusal?.refused.fields ?? {};
  return (
    <Form method="post" preventScrollReset>
      <fieldset disabled={isReadOnly} style={{ border: 0, margin: 0, padding: 0, minWidth: 0 }}>
        <Stack gap="sm">
          <ErrorSummary refused={refusal?.refused} labels={locationLabels} />
          {location && <input type="hidden" name="version" value={values.version ?? location.version} />}
          {location && refusal && refusal.storedVersion !== null && (
            <Group gap="xs">
              <Button component="a" href={`/booking/locations/${location.id}`} variant="default">
                Drop mine and load theirs
              </Button>
              <Button type="submit" name="overVersion" value={refusal.storedVersion} variant="default">
                Save mine over theirs
              </Button>
            </Group>
          )}
          <TextInput id="name" label="Name" name="name" defaultValue={values.name} error={fields.name} />
          <NativeSelect
            id="kind"
            label="Kind"
            name="kind"
            defaultValue={values.kind ?? "branch"}
            error={fields.kind}
            data={Object.entries(kindWords).map(([value, label]) => ({ value, label }))}
          />
          <Textarea
            id="address"
            label="Address"
            description="Of a branch or venue; as it is to be shown to customers."
            name="address"
            rows={3}
            defaultValue={values.address}
            error={fields.address}
          />
          <TextInput
            id="joinUrl"
            label="Join link"
            description="Of a virtual location; an https address."
            name="joinUrl"
            type="url"
            defaultValue={values.joinUrl}
            error={fields.joinUrl}
          />
          <NativeSelect
            id="timeZone"
            label="Time zone"
            description="In which its opening hours are meant."
            name="timeZone"
            data={zones}
            defaultValue={values.timeZone}
            error={fields.timeZone}
          />
          <div>
            <Button type="submit" name="intent" value="save" loading={isSending}>
              {location ? "Save" : "Create location"}
            </Button>
          </div>
        </Stack>
      </fieldset>
    </Form>
  );
}
