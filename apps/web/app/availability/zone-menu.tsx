import { Button, Stack, Text, TextInput } from "@mantine/core";
import { Form, Link } from "@remix-run/react";
import { useEffect, useState } from "react";
import { withParams } from "./calendar-params.ts";
import { KeptFields } from "./kept-fields.tsx";
import classes from "./menu.module.css";
import { Menu } from "./menu.tsx";

type ZoneMenuProps = {
  search: URLSearchParams;
  timeZone: string;
  productTimeZone: string;
  secondZone: string | null;
};

/** In whose zone times are shown: the product's, one's own, or any, found by typing; and a second one in the margin. */
export function ZoneMenu({ search, timeZone, productTimeZone, secondZone }: ZoneMenuProps) {
  const [own, setOwn] = useState<string | null>(null);
  const [zones, setZones] = useState<string[]>([]);
  useEffect(() => {
    setOwn(Intl.DateTimeFormat().resolvedOptions().timeZone);
    setZones(["UTC", ...Intl.supportedValuesOf("timeZone")]);
  }, []);
  const to = (tz: string | null) => `/availability${withParams(search, { tz })}`;
  return (
    <Menu label={`Time zone: ${timeZone}`}>
      <Stack gap="sm">
        <Link to={to(null)} aria-current={timeZone === productTimeZone ? "true" : undefined}>
          The product’s: {productTimeZone}
        </Link>
        {own && (
          <Link to={to(own)} aria-current={timeZone === own ? "true" : undefined}>
            Mine: {own}
          </Link>
        )}
        <Form method="get" action="/availability" className={classes.form}>
          <KeptFields search={search} except={["tz", "tz2"]} />
          <TextInput
            label="Another zone"
            name="tz"
            list="zones"
            defaultValue={timeZone === productTimeZone ? "" : timeZone}
            placeholder="Europe/London"
            autoComplete="off"
          />
          <TextInput
            label="Second zone in the margin (optional)"
            name="tz2"
            list="zones"
            defaultValue={secondZone ?? ""}
            autoComplete="off"
          />
          <datalist id="zones">
            {zones.map((zone) => (
              <option key={zone} value={zone} />
            ))}
          </datalist>
          <Text size="sm" c="dimmed">
            Changing the zone changes how times are written, never which are free.
          </Text>
          <div>
            <Button type="submit" size="xs">
              Use these zones
            </Button>
          </div>
        </Form>
      </Stack>
    </Menu>
  );
}
