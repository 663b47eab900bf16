import type { Holidays } from "@availability/ontology/availability";
import { Button, Checkbox, NativeSelect, Stack, Text, TextInput } from "@mantine/core";
import { Form } from "@remix-run/react";
import productClasses from "~/products/products.module.css";
import { formatDay } from "~/time/format.ts";
import type { HoursOutcome } from "./hours-actions.server.ts";
import { OutcomePanel } from "./outcome-panel.tsx";

type Country = { code: string; name: string; regions: { code: string; name: string }[] };
type HolidaysPanelProps = {
  holidays: Holidays;
  countries: Country[];
  isOrganization: boolean;
  timeZone: string;
  outcome: HoursOutcome | undefined;
};

/** Which public holidays close the owner, and on which of them it is open all the same. */
export function HolidaysPanel({
  holidays,
  countries,
  isOrganization,
  timeZone,
  outcome,
}: HolidaysPanelProps) {
  const { own, inheritedFrom, data, year, version } = holidays;
  const fields = outcome?.refused.fields ?? {};
  const values = outcome?.kind === "saved" ? {} : (outcome?.refused.values ?? {});
  const regions = countries.find(({ code }) => code === own.country)?.regions ?? [];
  const source = inheritedFrom === "location" ? "its location" : "the organisation";
  return (
    <Form method="post" preventScrollReset>
      <input type="hidden" name="intent" value="holidays" />
      <input type="hidden" name="version" value={version} />
      <input type="hidden" name="shownDates" value={data.map(({ date }) => date).join()} />
      <Stack gap="sm">
        <OutcomePanel
          outcome={outcome}
          timeZone={timeZone}
          labels={{ country: "Country", region: "Region" }}
        />
        <div className={productClasses.pair}>
          <NativeSelect
            label="Public holidays"
            name="mode"
            defaultValue={values.mode ?? own.mode}
            data={[
              ...(isOrganization && own.mode !== "inherit"
                ? []
                : [
                    { value: "inherit", label: isOrganization ? "Not decided (none)" : "As the level above" },
                  ]),
              { value: "none", label: "None: open as usual" },
              { value: "country", label: "Closed on those of:" },
            ]}
          />
          <NativeSelect
            id="country"
            label="Country"
            name="country"
            defaultValue={values.country ?? own.country ?? ""}
            data={[
              { value: "", label: "—" },
              ...countries.map(({ code, name }) => ({ value: code, label: name })),
            ]}
            error={fields.country}
          />
          {regions.length > 0 ? (
            <NativeSelect
              id="region"
              label="Region"
              name="region"
              defaultValue={values.region ?? own.region ?? ""}
              data={[
                { value: "", label: "The whole country" },
                ...regions.map(({ code, name }) => ({ value: code, label: name })),
              ]}
              error={fields.region}
            />
          ) : (
            <TextInput
              id="region"
              label="Region (optional)"
              description="Its code, such as BY; offered as a list once the country is saved."
              name="region"
              defaultValue={values.region ?? own.region ?? ""}
              error={fields.region}
            />
          )}
        </div>
        {inheritedFrom && <Text size="sm">The holidays below come from {source}.</Text>}
        {data.length === 0 ? (
          <Text size="sm">No public holiday closes it.</Text>
        ) : (
          <fieldset className={productClasses.part}>
            <legend>Holidays of {year}: tick those on which it is open</legend>
            {data.map(({ date, name, isOpen }) => (
              <Checkbox
                key={date}
                name={`open.${date}`}
                label={`${dayText(date)}: ${name}`}
                defaultChecked={values.mode ? values[`open.${date}`] !== undefined : isOpen}
              />
            ))}
          </fieldset>
        )}
        <div>
          <Button type="submit">Save holidays</Button>
        </div>
      </Stack>
    </Form>
  );
}

function dayText(date: string): string {
  return formatDay(Date.parse(`${date}T12:00:00Z`), "UTC");
}
