import type { BookingEvent } from "@availability/ontology/booking";
import type { Times } from "~/time/format.ts";
import { useTimes } from "~/time/use-times.ts";
import classes from "./booking-sheet.module.css";
import type { ShownBooking } from "./load-booking.server.ts";
import { startBefore } from "./move-form.tsx";

const deeds: Record<string, string> = {
  create: "Booked",
  hold: "Time kept",
  request: "Asked for",
  confirm: "Confirmed",
  decline: "Declined",
  expire: "Expired",
  cancel: "Cancelled",
  check_in: "Checked in",
  complete: "Completed",
  mark_no_show: "Marked as no-show",
  edit: "Changed",
};

/** What happened to a booking, the latest first: what, when, by whom and why. */
export function Timeline({ shown }: { shown: ShownBooking }) {
  const times = useTimes();
  const { timeline, timeZone } = shown;
  return (
    <section className={classes.section} aria-labelledby="timeline-title">
      <h3 className={classes.title} id="timeline-title">
        Timeline
      </h3>
      <ol className={classes.list}>
        {timeline.toReversed().map((event) => (
          <li key={event.id} className={classes.entry}>
            <span>
              {deedText(event, timeZone, times)}
              {event.reason ? `: ${event.reason}` : ""}
              <div className={classes.quiet}>
                {times.formatInstant(event.at, timeZone)} · {actorText(event.actor)}
              </div>
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function deedText({ action, to, details }: BookingEvent, timeZone: string, { formatInstant }: Times): string {
  const before = action === "reschedule" ? startBefore(details) : null;
  if (action === "reschedule") {
    return before === null ? "Moved" : `Moved from ${formatInstant(before, timeZone)}`;
  }
  return deeds[action ?? ""] ?? (action ?? to).replaceAll("_", " ");
}

function actorText({ kind, name }: BookingEvent["actor"]): string {
  if (kind === "system") return "by itself";
  if (kind === "api_key") return `API key ${name ?? "that is gone"}`;
  return name ?? "somebody who has left";
}
