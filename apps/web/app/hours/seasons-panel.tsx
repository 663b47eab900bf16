import type { ListedAssignment } from "@availability/ontology/availability";
import { Button, NativeSelect, Stack, Text, TextInput } from "@mantine/core";
import { Form, Link } from "@remix-run/react";
import productClasses from "~/products/products.module.css";
import type { HoursOutcome } from "./hours-actions.server.ts";
import { OutcomePanel } from "./outcome-panel.tsx";

type SeasonsPanelProps = {
  assignments: ListedAssignment[];
  schedules: { id: string; name: string }[];
  ownerKey: string;
  timeZone: string;
  outcome: HoursOutcome | undefined;
};

const labels = {
  effectiveFrom: "First day",
  effectiveUntil: "Last day",
  name: "New schedule",
  scheduleId: "Schedule",
};

/** Schedules that hold between dates; outside them the weekly hours do. */
export function SeasonsPanel({ assignments, schedules, ownerKey, timeZone, outcome }: SeasonsPanelProps) {
  const values = outcome?.kind === "saved" ? {} : (outcome?.refused.values ?? {});
  const fields = outcome?.refused.fields ?? {};
  return (
    <Stack gap="md">
      {assignments.length === 0 && <Text size="sm">No schedule yet: set the weekly hours first.</Text>}
      {assignments.length > 0 && (
        <ul className={productClasses.list}>
          {assignments.map(
            ({ id, scheduleId, name, effectiveFrom, effectiveUntil, inheritedFrom, applies }) => (
              <li key={id} className={productClasses.row}>
                <div className={productClasses.main}>
                  {name}
                  <div className={productClasses.quiet}>
                    {effectiveFrom
                      ? `${effectiveFrom} to ${effectiveUntil ?? "further notice"}`
                      : "Whenever no season is in force"}
                    {inheritedFrom
                      ? ` · comes from the ${inheritedFrom === "location" ? "location" : "organisation"}`
                      : ""}
                    {applies ? "" : " · does not count: there are nearer hours"}
                  </div>
                </div>
                <div className={productClasses.actions}>
                  {effectiveFrom && (
                    <Link
                      to={`/booking/availability?of=${ownerKey}&schedule=${scheduleId}`}
                      aria-label={`Edit hours of ${name}`}
                    >
                      Edit hours
                    </Link>
                  )}
                  {inheritedFrom === null && (
                    <Form method="post" preventScrollReset>
                      <input type="hidden" name="intent" value="removeSeason" />
                      <input type="hidden" name="id" value={id} />
                      <input type="hidden" name="confirmed" value="1" />
                      <Button type="submit" variant="default" size="xs" aria-label={`Remove ${name}`}>
                        Remove
                      </Button>
                    </Form>
                  )}
                </div>
              </li>
            ),
          )}
        </ul>
      )}
      <Form method="post" preventScrollReset>
        <input type="hidden" name="intent" value="season" />
        <Stack gap="sm">
          <OutcomePanel outcome={outcome} timeZone={timeZone} labels={labels} />
          <Text size="sm" c="dimmed">
            A new schedule starts with the hours of today; edit them afterwards. Of seasons that overlap, the
            one that began last counts.
          </Text>
          <div className={productClasses.pair}>
            <NativeSelect
              id="scheduleId"
              label="Schedule"
              name="scheduleId"
              defaultValue={values.scheduleId ?? ""}
              data={[
                { value: "", label: "A new one, named:" },
                ...schedules.map(({ id, name }) => ({ value: id, label: name })),
              ]}
              error={fields.scheduleId}
            />
            <TextInput
              id="name"
              label="New schedule"
              placeholder="Summer"
              name="name"
              maxLength={100}
              defaultValue={values.name}
              error={fields.name}
            />
            <TextInput
              id="effectiveFrom"
              label="First day"
              name="effectiveFrom"
              type="date"
              defaultValue={values.effectiveFrom}
              error={fields.effectiveFrom}
            />
            <TextInput
              id="effectiveUntil"
              label="Last day (optional)"
              name="effectiveUntil"
              type="date"
              defaultValue={values.effectiveUntil}
              error={fields.effectiveUntil}
            />
          </div>
          <div>
            <Button type="submit">Add season</Button>
          </div>
        </Stack>
      </Form>
    </Stack>
  );
}
