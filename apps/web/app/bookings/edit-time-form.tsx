import { NativeSelect, Text, TextInput } from "@mantine/core";
import { wallTime } from "~/availability/wall-time.ts";
import { IntentButton, Section } from "./booking-actions.tsx";
import type { ShownBooking } from "./load-booking.server.ts";
import type { ActionOutcome } from "./run-booking-action.server.ts";

/** Start and length of a booking as a form: what dragging it and its edge does in the calendar. */
export function EditTimeForm({
  shown,
  outcome,
}: {
  shown: ShownBooking;
  outcome: ActionOutcome | undefined;
}) {
  const { actions, booking, durationsMinutes, timeZone } = shown;
  if (!actions.includes("reschedule")) return null;
  const minutes = (booking.end - booking.start) / 60_000;
  const offered = [...new Set([...durationsMinutes, minutes])].sort((a, b) => a - b);
  const refused = outcome?.kind === "refused" && outcome.section === "edit_time" ? outcome.values : null;
  return (
    <Section title="Edit time…" intent="edit_time" {...{ shown, outcome }}>
      <input type="hidden" name="timeZone" value={timeZone} />
      <TextInput
        key={booking.version}
        label={`Start (${timeZone})`}
        name="editedStart"
        type="datetime-local"
        required
        defaultValue={refused?.editedStart ?? wallTime(booking.start, timeZone)}
      />
      <NativeSelect
        label="Length"
        name="durationMinutes"
        defaultValue={refused?.durationMinutes ?? String(minutes)}
        data={offered.map((length) => ({ value: String(length), label: `${length} minutes` }))}
      />
      <Text size="sm" c="dimmed">
        The new time must be free; if it is not, the booking stays as it is and the reason is told.
      </Text>
      <IntentButton intent="edit_time">Save the time</IntentButton>
    </Section>
  );
}
