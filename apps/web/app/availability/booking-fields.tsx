import type { Conflict, SeriesPreview } from "@availability/ontology/booking";
import { Button, Group, NativeSelect, NumberInput, Text, Textarea, TextInput } from "@mantine/core";
import { Form, Link, useNavigation } from "@remix-run/react";
import { useEffect, useState } from "react";
import { FormProblem } from "~/forms/form-problem.tsx";
import type { RefusedForm } from "~/forms/parse-form.ts";
import { formatDay } from "~/time/format.ts";
import { useTimes } from "~/time/use-times.ts";
import classes from "./booking-fields.module.css";
import { CustomerFields } from "./customer-fields.tsx";
import { HoldNotice } from "./hold-notice.tsx";
import { RepeatFields } from "./repeat-fields.tsx";
import { useHold, useSendOnceHeld } from "./use-hold.ts";

type Slot = { start: number; end: number; remaining: number };
type Offer = Slot & { productId: string; productName: string };

type BookingFieldsProps = {
  product: {
    id: string;
    name: string;
    capacity: number;
    maxAttendeesPerBooking: number;
    requiresApproval: boolean;
  };
  durations: { minutes: number; path: string }[];
  durationMinutes: number;
  /** The free slots of the day. */
  slots: Slot[];
  /** What is free instead of a time that is taken. */
  alternatives: Offer[];
  preview: SeriesPreview | null;
  conflicts: Conflict[];
  mayOverride: boolean;
  /** The time at which the rules are to be set aside, `YYYY-MM-DDTHH:MM`; null when they hold. */
  overrideStart: string | null;
  start: number;
  timeZone: string;
  refused: RefusedForm | undefined;
  closePath: string;
};

/** Who books which slot. What was typed stays through every refusal. */
export function BookingFields(props: BookingFieldsProps) {
  const { formatTime } = useTimes();
  const { product, durations, durationMinutes, slots, start, timeZone, refused, closePath } = props;
  const { alternatives, preview, conflicts, mayOverride, overrideStart } = props;
  const isSending = useNavigation().state === "submitting";
  const [wished, setWished] = useState(start);
  const [attendees, setAttendees] = useState(Number(refused?.values.attendees ?? 1));
  const [isRepeating, setRepeating] = useState(Boolean(refused?.values.repeat));
  useEffect(() => setWished(start), [start]);
  const isFree = slots.some((slot) => slot.start === wished);
  const { held, setSent } = useHold({
    productId: product.id,
    start: isFree && !isRepeating ? wished : null,
    durationMinutes,
    attendees,
  });
  useEffect(() => setSent(false), [refused]);
  const send = useSendOnceHeld(held, () => setSent(true));
  const text = (slot: Slot) =>
    `${formatTime(slot.start, timeZone)}–${formatTime(slot.end, timeZone)}, ${formatDay(slot.start, timeZone)}`;
  const values = refused?.values ?? {};
  const chosen = slots.find((slot) => slot.start === start);
  return (
    <Form method="post" className={classes.form} preventScrollReset onSubmit={send}>
      {/* The first button is the one that Enter presses. */}
      <button type="submit" name="intent" value="book" hidden />
      {isFaulty(refused) && <FormProblem refused={refused} />}
      {held.kind === "held" && (
        <>
          <input type="hidden" name="holdId" value={held.id} />
          <input type="hidden" name="holdToken" value={held.token} />
          <input type="hidden" name="holdStart" value={held.start} />
        </>
      )}
      <input type="hidden" name="timeZone" value={timeZone} />
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
              to={held.kind === "held" ? `${path}&hold=${held.id}` : path}
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
        onChange={(event) => setWished(Date.parse(event.currentTarget.value))}
        name="start"
        required={overrideStart === null}
        error={refused?.fields.start}
        defaultValue={chosen ? new Date(chosen.start).toISOString() : ""}
        data={[
          ...(chosen ? [] : [{ value: "", label: "Choose a free time…" }]),
          ...slots.map((slot) => ({ value: new Date(slot.start).toISOString(), label: text(slot) })),
        ]}
      />
      <HoldNotice held={held} timeZone={timeZone} />
      <Alternatives offers={alternatives} {...{ product, timeZone }} />
      {product.maxAttendeesPerBooking > 1 && (
        <NumberInput
          label="Attendees"
          name="attendees"
          min={1}
          max={product.maxAttendeesPerBooking}
          defaultValue={attendees}
          onBlur={(event) => setAttendees(Math.max(1, Number(event.currentTarget.value) || 1))}
          description={chosen ? `${chosen.remaining} of ${product.capacity} places left` : undefined}
          error={refused?.fields.attendees}
        />
      )}
      <CustomerFields refused={refused} />
      <Textarea
        label="Notes (optional)"
        name="notes"
        autosize
        minRows={2}
        defaultValue={values.notes}
        error={refused?.fields.notes}
      />
      <RepeatFields {...{ refused, preview, conflicts, timeZone }} onRepeat={setRepeating} />
      {mayOverride && !isRepeating && <OverrideFields {...{ refused, timeZone, overrideStart }} />}
      <Group>
        <Button type="submit" name="intent" value="book" loading={isSending}>
          {product.requiresApproval ? "Request booking" : "Book"}
        </Button>
        <Button component={Link} to={closePath} variant="default" preventScrollReset>
          Cancel
        </Button>
      </Group>
    </Form>
  );
}

function isFaulty(refused: RefusedForm | undefined): boolean {
  return refused !== undefined && (refused.form !== null || Object.keys(refused.fields).length > 0);
}

type AlternativesProps = { offers: Offer[]; product: { id: string }; timeZone: string };

/** Times that are free instead; pressing one books it with all that the form holds. */
function Alternatives({ offers, product, timeZone }: AlternativesProps) {
  const { formatTime } = useTimes();
  if (offers.length === 0) return null;
  return (
    <Group gap="xs" role="group" aria-label="Free instead">
      {offers.map(({ productId, productName, start, end }) => (
        <Button
          key={`${productId} ${start}`}
          type="submit"
          name="alternative"
          value={`${productId}|${new Date(start).toISOString()}`}
          variant="light"
          color="green"
          size="sm"
          formNoValidate
        >
          Book {productId === product.id ? "" : `${productName}, `}
          {formatTime(start, timeZone)}–{formatTime(end, timeZone)}, {formatDay(start, timeZone)}
        </Button>
      ))}
    </Group>
  );
}

/** Books against the rules of the product, never over what is booked; the reason goes on record. */
function OverrideFields({
  refused,
  timeZone,
  overrideStart,
}: Pick<BookingFieldsProps, "refused" | "timeZone" | "overrideStart">) {
  const { values = {}, fields = {} } = refused ?? {};
  return (
    <details open={Boolean(overrideStart || values.overrideReason || fields.overrideReason)}>
      <summary>Set the rules aside…</summary>
      <div className={classes.group}>
        <TextInput
          label={`Start at a time that is not offered (${timeZone}, optional)`}
          name="overrideStart"
          type="datetime-local"
          defaultValue={values.overrideStart ?? overrideStart ?? undefined}
          error={fields.overrideStart}
        />
        <TextInput
          label="Reason, for the record"
          name="overrideReason"
          maxLength={500}
          autoComplete="off"
          defaultValue={values.overrideReason}
          error={fields.overrideReason}
        />
      </div>
    </details>
  );
}
