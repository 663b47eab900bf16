import { Text } from "@mantine/core";
import { AffectedList } from "~/products/affected-list.tsx";
import classes from "./hours.module.css";
import type { HoursOutcome } from "./hours-actions.server.ts";

type PreviewListProps = { outcome: HoursOutcome | undefined; timeZone: string; isBusy: boolean };

/** The free starts of the next days as they would be with the hours typed, and the bookings that would then lie in closed time. */
export function PreviewList({ outcome, timeZone, isBusy }: PreviewListProps) {
  const preview = outcome?.preview;
  return (
    <section aria-label="Preview" aria-live="polite" aria-busy={isBusy} className={classes.preview}>
      {outcome?.kind === "checked" && (
        <AffectedList affected={outcome.affected} timeZone={timeZone} effect="would lie in closed time" />
      )}
      {preview ? (
        <>
          <Text fw={600}>With these hours, unsaved: {preview.productName}</Text>
          {!preview.applies && (
            <Text size="sm">It has hours of its own, so these would not change anything for it.</Text>
          )}
          <dl>
            {preview.days.map(({ date, count, first, last }) => (
              <div key={date} style={{ display: "contents" }}>
                <dt>{dayText(date)}</dt>
                <dd>
                  {count === 0
                    ? "nothing free"
                    : `${count} free ${count === 1 ? "start" : "starts"}, ${first} to ${last}`}
                </dd>
              </div>
            ))}
          </dl>
          <Text size="sm" c="dimmed">
            Times in {timeZone}. Bookings, blocks, calendars, notice and closures are counted.
          </Text>
        </>
      ) : (
        <Text size="sm" c="dimmed">
          {isBusy
            ? "Looking what would be free…"
            : "Change a day to see what would be free in the next seven."}
        </Text>
      )}
    </section>
  );
}

const format = new Intl.DateTimeFormat("en-GB", {
  weekday: "short",
  day: "numeric",
  month: "short",
  timeZone: "UTC",
});

function dayText(date: string): string {
  return format.format(Date.parse(`${date}T12:00:00Z`));
}
