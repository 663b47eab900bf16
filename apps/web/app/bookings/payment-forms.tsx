import { type PaymentMethod, paymentMethods } from "@availability/domain/payment";
import { NativeSelect, Text, TextInput } from "@mantine/core";
import { useTimes } from "~/time/use-times.ts";
import { IntentButton, Section } from "./booking-actions.tsx";
import classes from "./booking-sheet.module.css";
import type { ShownBooking } from "./load-booking.server.ts";
import { amountText, formatMoney } from "./money.ts";
import type { ActionOutcome } from "./run-booking-action.server.ts";

type PaymentProps = { shown: ShownBooking; outcome: ActionOutcome | undefined };

const methods: Record<PaymentMethod, string> = {
  cash: "Cash",
  card: "Card",
  bank_transfer: "Bank transfer",
  online: "Online",
};

/** The ledger of a booking, and the forms that add to it. */
export function PaymentForms({ shown, outcome }: PaymentProps) {
  const { formatInstant } = useTimes();
  const { booking, payments, mayManage, timeZone } = shown;
  const { paidMinor, dueMinor } = booking.payment;
  if (payments.length === 0 && (!mayManage || booking.priceMinor === 0) && dueMinor === 0) return null;
  return (
    <section className={classes.section} aria-labelledby="payments-title">
      <h3 className={classes.title} id="payments-title">
        Payments
      </h3>
      {payments.length === 0 && (
        <Text size="sm" c="dimmed">
          Nothing is paid yet.
        </Text>
      )}
      <ul className={classes.list}>
        {payments.map(({ id, kind, amountMinor, currency, method, reference, isLate, at }) => (
          <li key={id} className={classes.entry}>
            <span>
              {kind === "charge" ? "Paid" : "Given back"} · {methods[method]}
              {reference ? ` · ${reference}` : ""}
              {isLate ? " · came too late, give it back" : ""}
              <span className={classes.quiet}> {formatInstant(at, timeZone)}</span>
            </span>
            <strong>
              {kind === "refund" ? "−" : ""}
              {formatMoney(amountMinor, currency)}
            </strong>
          </li>
        ))}
      </ul>
      {mayManage && (
        <div className={classes.sections}>
          <Section title="Record a payment…" intent="charge" {...{ shown, outcome }}>
            <MoneyFields intent="charge" preset={dueMinor} {...{ shown, outcome }} />
            <IntentButton intent="charge">Record payment</IntentButton>
          </Section>
          {paidMinor > 0 && (
            <Section title="Record a refund…" intent="refund" {...{ shown, outcome }}>
              <Text size="sm" c="dimmed">
                At most {formatMoney(paidMinor, booking.currency)} can be given back. This records it; it
                moves no money.
              </Text>
              <MoneyFields intent="refund" preset={paidMinor} {...{ shown, outcome }} />
              <IntentButton intent="refund">Record refund</IntentButton>
            </Section>
          )}
        </div>
      )}
    </section>
  );
}

function MoneyFields({ intent, preset, shown, outcome }: PaymentProps & { intent: string; preset: number }) {
  const { currency } = shown.booking;
  const typed = outcome?.kind === "refused" && outcome.section === intent ? outcome : null;
  return (
    <>
      <input type="hidden" name="currency" value={currency} />
      <input type="hidden" name="key" value={shown.paymentKey} />
      <TextInput
        key={preset}
        label={`Amount (${currency})`}
        name="amount"
        inputMode="decimal"
        required
        autoComplete="off"
        defaultValue={typed?.values.amount ?? (preset > 0 ? amountText(preset, currency) : "")}
        error={typed?.status === 400 ? typed.message : undefined}
      />
      <NativeSelect
        label="How"
        name="method"
        defaultValue={typed?.values.method ?? "card"}
        data={paymentMethods.map((value) => ({ value, label: methods[value] }))}
      />
      <TextInput
        label="Reference (optional)"
        name="reference"
        maxLength={200}
        autoComplete="off"
        defaultValue={typed?.values.reference}
      />
    </>
  );
}
