import type { StaleCalendar } from "@availability/ontology/availability";
import { Alert } from "@mantine/core";
import { useTimes } from "~/time/use-times.ts";

/** Says which connected calendars were not read lately, and how old what is shown of them is. */
export function StaleNotice({ stale, timeZone }: { stale: StaleCalendar[]; timeZone: string }) {
  const { formatInstant } = useTimes();
  if (stale.length === 0) return null;
  const each = [...new Map(stale.map((calendar) => [calendar.calendarId, calendar])).values()];
  return (
    <Alert color="yellow" variant="light" role="status">
      {each.map(({ calendarId, name, lastSuccessAt }) => (
        <div key={calendarId}>
          {lastSuccessAt === null
            ? `"${name}" has not been read yet; its busy times are not shown.`
            : `Busy times of "${name}" are as of ${formatInstant(lastSuccessAt, timeZone)}.`}
        </div>
      ))}
    </Alert>
  );
}
