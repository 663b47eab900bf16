import { Button, NativeSelect } from "@mantine/core";
import { Form } from "@remix-run/react";
import { type CalendarParams, type ShownKind, shownKinds, steps } from "./calendar-params.ts";
import { KeptFields } from "./kept-fields.tsx";
import classes from "./menu.module.css";
import { Menu } from "./menu.tsx";

type OptionsMenuProps = {
  search: URLSearchParams;
  params: CalendarParams;
  locations: { id: string; name: string }[];
};

const kindLabels: Record<ShownKind, string> = {
  free: "Free time",
  bookings: "Bookings",
  blocks: "Blocks",
  busy: "Busy in connected calendars",
};

/** Which kinds are shown, of which location, from when to when, and in what increments. */
export function OptionsMenu({ search, params, locations }: OptionsMenuProps) {
  const { kinds, step, isWholeDay, locationId } = params;
  const isNarrowed = kinds.length < shownKinds.length || locationId !== null;
  return (
    <Menu label={isNarrowed ? "Filters and hours (on)" : "Filters and hours"}>
      <Form method="get" action="/availability" className={classes.form}>
        <KeptFields search={search} except={["show", "step", "hours", "location"]} />
        <fieldset className={classes.choices}>
          <legend>Show</legend>
          {shownKinds.map((kind) => (
            <label key={kind}>
              <input type="checkbox" name="show" value={kind} defaultChecked={kinds.includes(kind)} />{" "}
              {kindLabels[kind]}
            </label>
          ))}
        </fieldset>
        {locations.length > 0 && (
          <NativeSelect
            label="Products of the location"
            name="location"
            defaultValue={locationId ?? ""}
            data={[
              { value: "", label: "All locations" },
              ...locations.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        )}
        <NativeSelect
          label="Hours"
          name="hours"
          defaultValue={isWholeDay ? "24" : ""}
          data={[
            { value: "", label: "06:00 to 22:00" },
            { value: "24", label: "All 24 hours" },
          ]}
        />
        <NativeSelect
          label="Increments"
          name="step"
          defaultValue={step === null ? "" : String(step)}
          data={[
            { value: "", label: "As the product is booked" },
            ...steps.map((minutes) => ({ value: String(minutes), label: `${minutes} minutes` })),
          ]}
        />
        <div>
          <Button type="submit" size="xs">
            Apply
          </Button>
        </div>
      </Form>
    </Menu>
  );
}
