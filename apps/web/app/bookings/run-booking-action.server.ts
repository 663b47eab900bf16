import { type paymentKinds, paymentMethods } from "@availability/domain/payment";
import { isTimeZone } from "@availability/domain/time";
import { ZodError } from "zod";
import { type Caller, refusalOf } from "~/trpc/caller.server.ts";
import { instantOfField } from "./local-input.ts";
import { formatMoney, parseAmount } from "./money.ts";

/** What became of one action: done, with a sentence; or refused, with the section it belongs to and what was typed. */
export type ActionOutcome =
  | { kind: "done"; text: string }
  | { kind: "refused"; section: string; message: string; status: number; values: Record<string, string> };

type Sent = { bookingId: string; formData: FormData };

/** Carries out what a form of the booking's sheet asks for. A refusal is told in the form it came from. */
export async function runBookingAction(trpc: Caller, sent: Sent): Promise<ActionOutcome> {
  const section = String(sent.formData.get("intent") ?? "");
  const refused = (message: string, status: number): ActionOutcome => ({
    kind: "refused",
    section,
    message,
    status,
    values: Object.fromEntries([...sent.formData].filter(([, value]) => typeof value === "string")) as Record<
      string,
      string
    >,
  });
  try {
    return await run(trpc, section, sent, (message) => refused(message, 400));
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal) return refused(refusal.message, refusal.status);
    const cause = error instanceof Error ? error.cause : null;
    if (cause instanceof ZodError) return refused(cause.issues.map(({ message }) => message).join(" "), 400);
    throw error;
  }
}

type Refuse = (message: string) => ActionOutcome;

async function run(trpc: Caller, intent: string, sent: Sent, refuse: Refuse): Promise<ActionOutcome> {
  const { formData, bookingId } = sent;
  const text = (name: string) => String(formData.get(name) ?? "").trim();
  const change = { bookingId, version: Number(formData.get("version")) || 1 };
  const reason = text("reason") || null;
  switch (intent) {
    case "confirm":
      await trpc.booking.confirm(change);
      return done("The booking is confirmed.");
    case "confirm_unpaid":
      await trpc.booking.confirm({ ...change, override: { reason: text("reason") } });
      return done("The booking is confirmed although its payment is missing.");
    case "decline":
      await trpc.booking.decline({ ...change, reason });
      return done("The booking is declined; its time is free again.");
    case "cancel": {
      const waiveFee = formData.get("waiveFee") === "on";
      const booking = await trpc.booking.cancel({ ...change, reason, ...(waiveFee ? { waiveFee } : {}) });
      const fee = booking.feeDueMinor ?? 0;
      return done(
        fee > 0
          ? `The booking is cancelled; a fee of ${formatMoney(fee, booking.currency)} is due.`
          : "The booking is cancelled; no fee is due.",
      );
    }
    case "check_in":
      await trpc.booking.checkIn(change);
      return done("The customer is checked in.");
    case "complete":
      await trpc.booking.complete({ ...change, reason });
      return done("The booking is completed.");
    case "no_show":
      await trpc.booking.markNoShow({ ...change, reason });
      return done("Noted that the customer did not come.");
    case "edit_time":
      return editTime(trpc, change, sent, refuse);
    case "move":
      return moveBooking(trpc, change, sent, refuse);
    case "charge":
    case "refund":
      return recordMoney(trpc, intent, sent, refuse);
    default:
      return refuse("This form is not known; load the page anew.");
  }
}

async function editTime(
  trpc: Caller,
  change: { bookingId: string; version: number },
  { formData }: Sent,
  refuse: Refuse,
): Promise<ActionOutcome> {
  const zone = String(formData.get("timeZone") ?? "");
  const start = isTimeZone(zone) ? instantOfField(String(formData.get("editedStart") ?? ""), zone) : null;
  const durationMinutes = Number(formData.get("durationMinutes"));
  if (start === null || !(durationMinutes > 0)) return refuse("Choose a start and a length.");
  await trpc.booking.reschedule({ ...change, start: new Date(start).toISOString(), durationMinutes });
  return done("The time of the booking is changed.");
}

async function moveBooking(
  trpc: Caller,
  change: { bookingId: string; version: number },
  { formData }: Sent,
  refuse: Refuse,
): Promise<ActionOutcome> {
  const at = String(formData.get("at") ?? "");
  const zone = String(formData.get("timeZone") ?? "");
  const isOverride = at !== "";
  const instant = isOverride
    ? isTimeZone(zone)
      ? instantOfField(at, zone)
      : null
    : Date.parse(String(formData.get("start") ?? ""));
  if (instant === null || Number.isNaN(instant)) return refuse("Choose a time to move it to.");
  const reason = String(formData.get("reason") ?? "").trim();
  const durationMinutes = Number(formData.get("durationMinutes")) || undefined;
  await trpc.booking.reschedule({
    ...change,
    start: new Date(instant).toISOString(),
    durationMinutes,
    ...(isOverride ? { override: { reason } } : { reason: reason || null }),
  });
  return done("The booking is moved.");
}

async function recordMoney(
  trpc: Caller,
  kind: (typeof paymentKinds)[number],
  { formData, bookingId }: Sent,
  refuse: Refuse,
): Promise<ActionOutcome> {
  const currency = String(formData.get("currency") ?? "");
  const amountMinor = parseAmount(String(formData.get("amount") ?? ""), currency);
  if (amountMinor === null) return refuse("Write the amount as a number, such as 45.00.");
  const method = paymentMethods.find((one) => one === formData.get("method"));
  if (!method) return refuse("Choose how it was paid.");
  await trpc.payment.record({
    bookingId,
    kind,
    amountMinor,
    currency,
    method,
    reference: String(formData.get("reference") ?? "").trim() || null,
    idempotencyKey: String(formData.get("key") ?? "") || undefined,
  });
  const amount = formatMoney(amountMinor, currency);
  return done(
    kind === "charge" ? `A payment of ${amount} is recorded.` : `A refund of ${amount} is recorded.`,
  );
}

function done(text: string): ActionOutcome {
  return { kind: "done", text };
}
