import { Alert, Text } from "@mantine/core";
import { Link } from "@remix-run/react";
import { withParams } from "./calendar-params.ts";

type ZoneNoteProps = {
  search: URLSearchParams;
  timeZone: string;
  productTimeZone: string;
  /** What the address names as a zone and is none. */
  unknownZone: string | null;
};

/** In which zone times are shown, always; and how it differs from the product's. */
export function ZoneNote({ search, timeZone, productTimeZone, unknownZone }: ZoneNoteProps) {
  return (
    <>
      {unknownZone && (
        <Alert color="yellow" variant="light" role="status">
          “{unknownZone}” is not a known time zone; write it such as Europe/London.
        </Alert>
      )}
      <Text size="sm" c="dimmed">
        Times in {timeZone}
        {timeZone !== productTimeZone && (
          <>
            {" "}
            (the product is in {productTimeZone};{" "}
            <Link to={`/availability${withParams(search, { tz: null })}`}>show its times</Link>)
          </>
        )}
      </Text>
    </>
  );
}
