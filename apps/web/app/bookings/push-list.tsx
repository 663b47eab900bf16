import { Text } from "@mantine/core";
import { useTimes } from "~/time/use-times.ts";
import classes from "./booking-sheet.module.css";
import type { ShownBooking } from "./load-booking.server.ts";
import { pushText } from "./push-text.ts";
import { Chip } from "./status-chip.tsx";

/** Each connected calendar that the booking goes to, and how far it has come there. */
export function PushList({ shown }: { shown: ShownBooking }) {
  const { formatInstant } = useTimes();
  const { pushes, booking, timeZone } = shown;
  return (
    <section className={classes.section} aria-labelledby="calendars-title">
      <h3 className={classes.title} id="calendars-title">
        Calendars
      </h3>
      {pushes.length === 0 && (
        <Text size="sm" c="dimmed">
          {booking.status === "pending"
            ? "It is written to the calendars of its product once it is confirmed."
            : "No connected calendar receives the bookings of this product."}
        </Text>
      )}
      <ul className={classes.list}>
        {pushes.map((push) => {
          const { word, colour, detail } = pushText(push);
          return (
            <li key={push.calendarId}>
              <strong>{push.calendarName}</strong> <span className={classes.quiet}>{push.email}</span>{" "}
              <Chip colour={colour} icon="↗">
                {word}
              </Chip>
              <div className={classes.quiet}>
                {detail}
                {push.errorAt !== null && !push.isApplied
                  ? ` Last tried ${formatInstant(push.errorAt, timeZone)}.`
                  : ""}
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
