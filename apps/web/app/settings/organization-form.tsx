import type { Organization } from "@availability/ontology/organization";
import { Button, Group, NativeSelect, Stack, TextInput } from "@mantine/core";
import { Form, useNavigation } from "@remix-run/react";
import { ErrorSummary } from "~/forms/error-summary.tsx";
import { weekdays } from "~/hours/week.ts";
import { ChoiceField } from "./choice-field.tsx";
import type { OrganizationOutcome } from "./organization-action.server.ts";
import {
  bookingFields,
  changeChoices,
  failureChoices,
  freshnessChoices,
  organizationLabels,
  syncFields,
} from "./organization-words.ts";
import classes from "./settings.module.css";

type OrganizationFormProps = {
  organization: Organization;
  zones: string[];
  outcome: OrganizationOutcome | undefined;
  isReadOnly: boolean;
};

/** All that the organisation decides for its products, in one form; a refused one keeps what was typed. */
export function OrganizationForm({ organization, zones, outcome, isReadOnly }: OrganizationFormProps) {
  const isSending = useNavigation().formMethod === "POST";
  const refusal = outcome?.kind === "refused" ? outcome : null;
  const refused = refusal?.refused;
  const values = { ...textsOf(organization), ...refused?.values };
  const field = (name: string) => ({
    id: name,
    name,
    label: organizationLabels[name] ?? name,
    error: refused?.fields[name],
  });
  const text = (name: string) => ({ ...field(name), defaultValue: values[name] ?? "", autoComplete: "off" });
  const choice = (name: string) => ({ ...field(name), chosen: values[name] ?? "" });
  const numbers = (fields: typeof syncFields) =>
    fields.map(({ name, meaning }) => (
      <TextInput key={name} {...text(name)} description={meaning} inputMode="numeric" />
    ));
  return (
    <Form method="post" noValidate>
      <input type="hidden" name="version" value={values.version} />
      <fieldset disabled={isReadOnly} className={classes.plain}>
        <ErrorSummary refused={refused} labels={organizationLabels} />
        {refusal && refusal.storedVersion !== null && (
          <Group gap="xs">
            <Button component="a" href="/settings/organization" variant="default">
              Drop mine and load theirs
            </Button>
            <Button type="submit" name="overVersion" value={refusal.storedVersion} variant="default">
              Save mine over theirs
            </Button>
          </Group>
        )}
        <fieldset className={classes.part}>
          <legend>The organisation</legend>
          <div className={classes.pair}>
            <TextInput {...text("name")} description="Shown to its members." />
            <NativeSelect
              {...text("timeZone")}
              description="For times that no product, location or schedule gives a zone. Those keep their own."
              data={zones}
            />
            <NativeSelect
              {...text("firstWeekday")}
              description="In the calendar, for all members."
              data={weekdays.map((label, index) => ({ value: String(index + 1), label }))}
            />
          </div>
        </fieldset>
        <fieldset className={classes.part}>
          <legend>Reading calendars</legend>
          <div className={classes.pair}>{numbers(syncFields)}</div>
          <ChoiceField {...choice("calendarFailurePolicy")} choices={failureChoices} />
          <ChoiceField {...choice("freshnessPolicy")} choices={freshnessChoices} />
        </fieldset>
        <fieldset className={classes.part}>
          <legend>Bookings in calendars</legend>
          <ChoiceField {...choice("externalChangePolicy")} choices={changeChoices} />
        </fieldset>
        <fieldset className={classes.part}>
          <legend>Bookings</legend>
          <div className={classes.pair}>{numbers(bookingFields)}</div>
        </fieldset>
        {!isReadOnly && (
          <Stack align="flex-start">
            <Button type="submit" loading={isSending}>
              Save
            </Button>
          </Stack>
        )}
      </fieldset>
    </Form>
  );
}

/** What the fields show of an organisation. */
function textsOf(organization: Organization): Record<string, string> {
  return Object.fromEntries(
    Object.entries(organization).map(([name, value]) => [name, value === null ? "" : String(value)]),
  );
}
