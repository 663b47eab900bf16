import { Button, Group, NativeSelect, NumberInput, Text, Textarea, TextInput } from "@mantine/core";
import { Form, Link, useNavigation } from "@remix-run/react";
import { FormProblem } from "~/forms/form-problem.tsx";
import type { RefusedForm } from "~/forms/parse-form.ts";
import { formatDay, formatTime } from "~/time/format.ts";
import classes from "./booking-fields.module.css";

type Slot = { start: number; end: number; remaining: number };

type BookingFieldsProps = {
  product: { name: string; capacity: number; maxAttendeesPerBooking: number; requiresApproval: boolean };
  durations: { minutes: number; path: string }[];
  durationMinutes: number;
  /** The free slots of the day, and the alternatives after a refusal. */
  slots: Slot[];
  start: number;
  timeZone: string;
  refused: RefusedForm | undefined;
  closePath: string;
};

/** Who books which slot. What was typed stays through every refusal. */
export function BookingFields(props: BookingFieldsProps) {
  const { product, durations, durationMinutes, slots, start, timeZone, refused, closePath } = props;
  const isSending = useNavigation().state === "submitting";
  const text = (slot: Slot) =>
    `${formatTime(slot.start, timeZone)}–${formatTime(slot.end, timeZone)}, ${formatDay(slot.start, timeZone)}`;
  const values = refused?.values ?? {};
  const chosen = slots.find((slot) => slot.start === start);
  return (
    <Form method="post" className={classes.form} preventScrollReset>
      <FormProblem refused={refused} />
      <Text size="sm" c="dimmed">
        {product.name}. Times in {timeZone}.
        {product.requiresApproval && " The booking waits for approval; the time is kept meanwhile."}
      </Text>
      {durations.length > 1 && (
        <Group gap="xs" role="group" aria-label="Duration">
          {durations.map(({ minutes, path }) => (
            <Button
              key={minutes}
              component={Link}
              to={path}
              size="xs"
              variant={minutes === durationMinutes ? "light" : "default"}
              aria-current={minutes === durationMinutes ? "true" : undefined}
              preventScrollReset
              replace
            >
              {minutes} min
            </Button>
          ))}
        </Group>
      )}
      <input type="hidden" name="durationMinutes" value={durationMinutes} />
      <NativeSelect
        key={`${start} ${slots.length}`}
        label="Time"
        name="start"
        required
        error={refused?.fields.start}
        defaultValue={chosen ? new Date(chosen.start).toISOString() : ""}
        data={[
          ...(chosen ? [] : [{ value: "", label: "Choose a free time…" }]),
          ...slots.map((slot) => ({ value: new Date(slot.start).toISOString(), label: text(slot) })),
        ]}
      />
      {product.maxAttendeesPerBooking > 1 && (
        <NumberInput
          label="Attendees"
          name="attendees"
          min={1}
          max={product.maxAttendeesPerBooking}
          defaultValue={Number(values.attendees ?? 1)}
          description={chosen ? `${chosen.remaining} of ${product.capacity} places left` : undefined}
          error={refused?.fields.attendees}
        />
      )}
      <TextInput
        label="Customer's name"
        name="name"
        required
        autoComplete="off"
        defaultValue={values.name}
        error={refused?.fields.name}
      />
      <TextInput
        label="Customer's e-mail"
        name="email"
        type="email"
        required
        autoComplete="off"
        defaultValue={values.email}
        error={refused?.fields.email}
      />
      <TextInput
        label="Phone (optional)"
        name="phone"
        type="tel"
        autoComplete="off"
        defaultValue={values.phone}
        error={refused?.fields.phone}
      />
      <Textarea
        label="Notes (optional)"
        name="notes"
        autosize
        minRows={2}
        defaultValue={values.notes}
        error={refused?.fields.notes}
      />
      <Group>
        <Button type="submit" loading={isSending}>
          {product.requiresApproval ? "Request booking" : "Book"}
        </Button>
        <Button component={Link} to={closePath} variant="default" preventScrollReset>
          Cancel
        </Button>
      </Group>
    </Form>
  );
}
