import type { ConflictChoice } from "@availability/domain/calendar";
import type { Conflict } from "@availability/ontology/calendar";
import { Button, Text, Title } from "@mantine/core";
import { Form, Link } from "@remix-run/react";
import { useTimes } from "~/time/use-times.ts";
import { choiceText, conflictTitles, resolutionWords } from "./conflict-words.ts";
import classes from "./sync.module.css";

/** Where bookings and calendars disagree, with what can be done about each. */
export function ConflictList({ conflicts, timeZone }: { conflicts: Conflict[]; timeZone: string }) {
  return (
    <ul className={classes.list}>
      {conflicts.map((conflict) => (
        <ConflictRow key={conflict.id} conflict={conflict} timeZone={timeZone} />
      ))}
    </ul>
  );
}

function ConflictRow({ conflict, timeZone }: { conflict: Conflict; timeZone: string }) {
  const { formatInstant } = useTimes();
  const at = (instant: number) => formatInstant(instant, timeZone);
  const { id, kind, booking, detectedAt, resolvedAt, resolution, refusal, choices } = conflict;
  return (
    <li className={classes.row}>
      <Title order={2} size="h5" id={id}>
        {conflictTitles[kind]}
      </Title>
      <Text size="sm">{storyOf(conflict, at)}</Text>
      {booking && (
        <Text size="sm">
          <Link to={`/booking/bookings/${booking.id}`}>Open the booking</Link>
        </Text>
      )}
      {refusal && resolvedAt === null && (
        <Text size="sm">The organisation's rule could not settle it: {refusal}.</Text>
      )}
      <Text size="sm" c="dimmed">
        Found on {at(detectedAt)}.
        {resolvedAt === null
          ? ""
          : ` Settled on ${at(resolvedAt)}. ${resolution ? resolutionWords[resolution] : ""}`}
      </Text>
      {choices.length > 0 && (
        <fieldset className={classes.deeds} aria-labelledby={id}>
          {choices.map((choice) => (
            <ChoiceForm key={choice} conflict={conflict} choice={choice} />
          ))}
        </fieldset>
      )}
    </li>
  );
}

/** One choice; what ends a booking is asked about once more. */
function ChoiceForm({ conflict: { id, kind }, choice }: { conflict: Conflict; choice: ConflictChoice }) {
  const text = choiceText(kind, choice);
  if (!text) return null;
  const { label, meaning, ends } = text;
  const form = (
    <Form method="post" preventScrollReset>
      <input type="hidden" name="conflictId" value={id} />
      <input type="hidden" name="choice" value={choice} />
      <Text size="sm" c="dimmed" mb={4}>
        {meaning}
        {ends ? " This cannot be undone." : ""}
      </Text>
      <Button
        type="submit"
        name="intent"
        value="resolve"
        size="xs"
        color={ends ? "red" : undefined}
        variant={ends ? "filled" : "default"}
      >
        {label}
      </Button>
    </Form>
  );
  if (!ends) return form;
  return (
    <details className={classes.ask}>
      <summary>{label}…</summary>
      {form}
    </details>
  );
}

function storyOf(
  { kind, calendar, booking, event, eventCount }: Conflict,
  at: (instant: number) => string,
): string {
  const place = `“${calendar.name}”`;
  if (!booking) {
    return `${eventCount ?? "Many"} events of bookings are gone from ${place}. Nothing was changed here yet; perhaps the calendar was emptied by mistake.`;
  }
  const who = `${booking.customerName ?? "Somebody"}, ${booking.productName ?? "a product"}, booked for ${at(booking.start)}`;
  switch (kind) {
    case "ext_moved":
      return `${who}. In ${place} the event now ${event ? `begins on ${at(event.start)} and ends on ${at(event.end)}` : "stands elsewhere"}.`;
    case "ext_deleted":
      return `${who}. Its event is gone from ${place}.`;
    default:
      return `${who}. In ${place} an event takes the same time${event ? `, from ${at(event.start)} to ${at(event.end)}` : ""}.`;
  }
}
