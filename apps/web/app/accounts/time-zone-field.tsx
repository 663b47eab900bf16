import { NativeSelect } from "@mantine/core";
import { useEffect, useState } from "react";

/** The zones offered, from the server, so that both sides render the same list. */
export function timeZones(): string[] {
  return [...new Set(["UTC", ...Intl.supportedValuesOf("timeZone")])];
}

type TimeZoneFieldProps = { zones: string[]; chosen: string | undefined; error: string | undefined };

/** Starts on the browser's own zone, visibly, unless a choice was made before. */
export function TimeZoneField({ zones, chosen, error }: TimeZoneFieldProps) {
  const [zone, setZone] = useState(chosen ?? "UTC");
  useEffect(() => {
    const detected = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (!chosen && zones.includes(detected)) setZone(detected);
  }, [chosen, zones]);
  return (
    <NativeSelect
      name="timeZone"
      label="Time zone"
      description="In which opening hours are meant. Each product can have its own."
      data={zones}
      value={zone}
      onChange={(event) => setZone(event.currentTarget.value)}
      error={error}
    />
  );
}
