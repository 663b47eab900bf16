import { Badge } from "@mantine/core";
import { clockChange } from "~/time/clock-change.ts";

/** Marks a day on which the clocks change; nothing on any other. */
export function ClockChange({ date, timeZone }: { date: string; timeZone: string }) {
  const change = clockChange(date, timeZone);
  if (!change) return null;
  return (
    <Badge component="span" variant="default" ml="xs" tt="none">
      {change}
    </Badge>
  );
}
