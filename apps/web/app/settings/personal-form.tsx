import { Button, Checkbox, NativeSelect } from "@mantine/core";
import { Form, useNavigation } from "@remix-run/react";
import type { HourCycle } from "~/time/hour-cycle.ts";
import { ChoiceField } from "./choice-field.tsx";
import classes from "./settings.module.css";

export type Personal = {
  zone: string | null;
  hourCycle: HourCycle;
  colorScheme: string;
  hasShortcuts: boolean;
};

type PersonalFormProps = { personal: Personal; zones: string[]; organizationZone: string };

const hourChoices = [
  { value: "h23", label: "24 hours", meaning: "Such as 14:30." },
  { value: "h12", label: "12 hours", meaning: "Such as 2:30 pm." },
];
const colourChoices = [
  { value: "auto", label: "As the system has it", meaning: "Follows the device, also when it changes." },
  { value: "light", label: "Light", meaning: "Dark text on light." },
  { value: "dark", label: "Dark", meaning: "Light text on dark." },
];

/** How one person sees the screens in this browser. */
export function PersonalForm({ personal, zones, organizationZone }: PersonalFormProps) {
  const isSending = useNavigation().formMethod === "POST";
  return (
    <Form method="post" className={classes.plain}>
      <fieldset className={classes.part}>
        <legend>Times</legend>
        <NativeSelect
          name="zone"
          label="Show times in"
          description="Bookings, customers and other lists; the calendar begins in it. Opening hours stay in their own zone."
          defaultValue={personal.zone ?? ""}
          data={[
            { value: "", label: `As the organisation has it (${organizationZone})` },
            ...zones.map((zone) => ({ value: zone, label: zone })),
          ]}
        />
        <ChoiceField
          name="hourCycle"
          label="Time of day"
          choices={hourChoices}
          chosen={personal.hourCycle}
          error={undefined}
        />
      </fieldset>
      <fieldset className={classes.part}>
        <legend>Screen and keyboard</legend>
        <ChoiceField
          name="colorScheme"
          label="Colours"
          choices={colourChoices}
          chosen={personal.colorScheme}
          error={undefined}
        />
        <Checkbox
          name="shortcuts"
          value="on"
          label="Single keys are shortcuts"
          description="Switch them off where speech input or another tool types single letters. Ctrl+K always works."
          defaultChecked={personal.hasShortcuts}
        />
      </fieldset>
      <div>
        <Button type="submit" loading={isSending}>
          Save
        </Button>
      </div>
    </Form>
  );
}
