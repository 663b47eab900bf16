import type { BookingAction } from "@availability/domain/booking";
import { Button, Checkbox, Group, Text, TextInput } from "@mantine/core";
import { Form, useNavigation } from "@remix-run/react";
import type { ReactNode } from "react";
import type { Times } from "~/time/format.ts";
import { useTimes } from "~/time/use-times.ts";
import classes from "./booking-sheet.module.css";
import type { ShownBooking } from "./load-booking.server.ts";
import { formatMoney } from "./money.ts";
import type { ActionOutcome } from "./run-booking-action.server.ts";

type ActionsProps = { shown: ShownBooking; outcome: ActionOutcome | undefined };

const quick: { action: BookingAction; intent: string; label: string; afterStart: boolean }[] = [
  { action: "confirm", intent: "confirm", label: "Confirm", afterStart: false },
  { action: "check_in", intent: "check_in", label: "Check in", afterStart: false },
  { action: "complete", intent: "complete", label: "Complete", afterStart: true },
  { action: "mark_no_show", intent: "no_show", label: "No-show", afterStart: true },
];

/** What the state of a booking allows: at one press where nothing is to be said, else behind a heading that opens. */
export function BookingActions({ shown, outcome }: ActionsProps) {
  const { actions, booking, hasBegun } = shown;
  const offered = quick.filter(
    ({ action, afterStart }) => actions.includes(action) && (hasBegun || !afterStart),
  );
  const isLater = !hasBegun && actions.includes("complete");
  if (actions.length === 0) return null;
  return (
    <div>
      {offered.length > 0 && (
        <Form method="post" preventScrollReset>
          <input type="hidden" name="version" value={booking.version} />
          <Group gap="xs">
            {offered.map(({ intent, label }, index) => (
              <IntentButton key={intent} intent={intent} variant={index === 0 ? "filled" : "default"}>
                {label}
              </IntentButton>
            ))}
          </Group>
        </Form>
      )}
      {isLater && (
        <Text size="sm" c="dimmed" mt={6}>
          From its start on it can be completed or marked as a no-show.
        </Text>
      )}
      <div className={classes.sections}>
        {actions.includes("decline") && <Decline shown={shown} outcome={outcome} />}
        {actions.includes("cancel") && <Cancel shown={shown} outcome={outcome} />}
        {actions.includes("confirm") && shown.mayOverride && booking.paymentPolicy !== "none" && (
          <ConfirmUnpaid shown={shown} outcome={outcome} />
        )}
      </div>
    </div>
  );
}

function Decline({ shown, outcome }: ActionsProps) {
  return (
    <Section title="Decline this booking…" intent="decline" {...{ shown, outcome }}>
      <Reason label="Reason (optional)" outcome={outcome} intent="decline" />
      <Text size="sm" c="dimmed">
        Its time is free again at once. A declined booking cannot be taken up again.
      </Text>
      <IntentButton intent="decline" color="red">
        Decline booking
      </IntentButton>
    </Section>
  );
}

function Cancel({ shown, outcome }: ActionsProps) {
  const times = useTimes();
  const { booking, timeZone, cancelFeeMinor, mayOverride } = shown;
  return (
    <Section title="Cancel this booking…" intent="cancel" {...{ shown, outcome }}>
      <Text size="sm">{feeText(shown, times)}</Text>
      {booking.cancelFreeUntil !== null && cancelFeeMinor === 0 && (
        <Text size="sm" c="dimmed">
          From {times.formatInstant(booking.cancelFreeUntil, timeZone)} on it costs{" "}
          {formatMoney(booking.cancellationFeeMinor, booking.currency)}.
        </Text>
      )}
      {cancelFeeMinor > 0 && mayOverride && <Checkbox name="waiveFee" label="Waive the fee" />}
      <Reason label="Reason (optional)" outcome={outcome} intent="cancel" />
      <Text size="sm" c="dimmed">
        The time is free again at once, and the event goes from the connected calendars.
      </Text>
      <IntentButton intent="cancel" color="red">
        Cancel booking
      </IntentButton>
    </Section>
  );
}

function feeText({ booking, cancelFeeMinor, timeZone }: ShownBooking, { formatInstant }: Times): string {
  if (cancelFeeMinor === 0) return "Cancelling now costs nothing.";
  const since = booking.cancelFreeUntil === null ? "" : formatInstant(booking.cancelFreeUntil, timeZone);
  return `Cancelling now costs ${formatMoney(cancelFeeMinor, booking.currency)}; it was free until ${since}.`;
}

function ConfirmUnpaid({ shown, outcome }: ActionsProps) {
  return (
    <Section title="Confirm without the payment…" intent="confirm_unpaid" {...{ shown, outcome }}>
      <Reason label="Reason, for the record" outcome={outcome} intent="confirm_unpaid" isRequired />
      <IntentButton intent="confirm_unpaid">Confirm without payment</IntentButton>
    </Section>
  );
}

/** A form behind a heading; it is open again after a refusal. */
export function Section({
  title,
  intent,
  isOpen = false,
  shown,
  outcome,
  children,
}: ActionsProps & { title: string; intent: string; isOpen?: boolean; children: ReactNode }) {
  const isRefused = outcome?.kind === "refused" && outcome.section === intent;
  return (
    <details open={isRefused || isOpen}>
      <summary>{title}</summary>
      <Form method="post" preventScrollReset className={classes.form}>
        <input type="hidden" name="version" value={shown.booking.version} />
        {children}
      </Form>
    </details>
  );
}

export function Reason({
  label,
  intent,
  outcome,
  isRequired = false,
}: {
  label: string;
  intent: string;
  outcome: ActionOutcome | undefined;
  isRequired?: boolean;
}) {
  const typed = outcome?.kind === "refused" && outcome.section === intent ? outcome.values.reason : "";
  return (
    <TextInput
      label={label}
      name="reason"
      maxLength={500}
      minLength={isRequired ? 3 : undefined}
      required={isRequired}
      defaultValue={typed}
      autoComplete="off"
    />
  );
}

export function IntentButton({
  intent,
  children,
  ...look
}: {
  intent: string;
  children: ReactNode;
  color?: string;
  variant?: string;
}) {
  const navigation = useNavigation();
  const isSending = navigation.state !== "idle" && navigation.formData?.get("intent") === intent;
  return (
    <div>
      <Button type="submit" name="intent" value={intent} loading={isSending} {...look}>
        {children}
      </Button>
    </div>
  );
}
