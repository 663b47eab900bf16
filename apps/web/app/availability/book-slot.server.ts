import { type RefusedForm, refuse } from "~/forms/parse-form.ts";
import { type Caller, type Refusal, refusalOf } from "~/trpc/caller.server.ts";
import type { BookingForm } from "./booking-form.ts";

type Slot = { start: number; end: number; remaining: number; productId: string; productName: string };

export type BookOutcome =
  | { kind: "booked"; bookingId: string }
  | { kind: "refused"; status: number; answer: { refused: RefusedForm; alternatives: Slot[] } };

/** Books what the form says. A refusal comes back with what was typed, and with other times where there are any. */
export async function bookSlot(
  trpc: Caller,
  { productId, form, formData }: { productId: string; form: BookingForm; formData: FormData },
): Promise<BookOutcome> {
  const { start, durationMinutes, attendees, name, email, phone, notes } = form;
  try {
    const booking = await trpc.booking.create({
      productId,
      start: new Date(start).toISOString(),
      durationMinutes,
      attendees,
      customer: { name, email, phone: phone ?? null },
      notes: notes ?? null,
    });
    return { kind: "booked", bookingId: booking.id };
  } catch (error) {
    const refusal = refusalOf(error);
    if (!refusal) throw error;
    return { kind: "refused", status: refusal.status, answer: explain(refusal, productId, formData) };
  }
}

function explain(
  refusal: Refusal,
  productId: string,
  formData: FormData,
): { refused: RefusedForm; alternatives: Slot[] } {
  if (refusal.code !== "slot_taken")
    return { refused: refuse(formData, { form: refusal.message }), alternatives: [] };
  const found = (refusal.details.alternatives ?? []) as Slot[];
  const alternatives = found.filter((slot) => slot.productId === productId);
  const others = found.filter((slot) => slot.productId !== productId).map(({ productName }) => productName);
  const message =
    alternatives.length > 0
      ? "Somebody else has just taken this time. The nearest free times are in the list; what you typed is kept."
      : "Somebody else has just taken this time, and nothing near it is free. Choose another day.";
  const elsewhere = others.length > 0 ? ` Free at the same time: ${others.join(", ")}.` : "";
  return { refused: refuse(formData, { form: message + elsewhere }), alternatives };
}
