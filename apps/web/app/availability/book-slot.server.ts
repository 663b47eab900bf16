import { isTimeZone } from "@availability/domain/time";
import type { Alternative, Conflict, SeriesPreview } from "@availability/ontology/booking";
import { instantOfField } from "~/bookings/local-input.ts";
import { parseForm, type RefusedForm, refuse } from "~/forms/parse-form.ts";
import { type Caller, type Refusal, refusalOf } from "~/trpc/caller.server.ts";
import { BookingForm, WishForm } from "./booking-form.ts";
import { repeatRule } from "./repeat-rule.ts";

type BookAnswer = {
  refused: RefusedForm;
  alternatives: Alternative[];
  preview: SeriesPreview | null;
  conflicts: Conflict[];
};

export type BookOutcome =
  | { kind: "booked"; bookingId: string }
  | { kind: "series"; seriesId: string }
  | { kind: "answer"; status: number; answer: BookAnswer };

type Sent = { productId: string; formData: FormData };

/** Books what the form says, once or as a series, or shows what a series would be. What was typed comes back with every answer. */
export async function bookSlot(trpc: Caller, { productId: shown, formData }: Sent): Promise<BookOutcome> {
  const productId = takeAlternative(formData) ?? shown;
  const overridden = overrideOf(formData);
  if (overridden.fault) return answer(formData, 400, refuse(formData, overridden.fault));
  const rule = repeatRule(formData);
  if (rule.kind === "fault") return answer(formData, 400, refuse(formData, rule));
  if (formData.get("intent") === "preview") return preview(trpc, productId, formData, rule);
  const parsed = parseForm(BookingForm, formData);
  if (!parsed.ok) return answer(formData, 400, parsed.refused);
  const { start, name, email, phone, notes, ...wish } = parsed.value;
  const wanted = {
    ...wish,
    productId,
    start: new Date(start).toISOString(),
    customer: { name, email, phone: phone ?? null },
    notes: notes ?? null,
  };
  try {
    if (rule.kind === "rule") {
      const onConflict = formData.get("onConflict") === "skip" ? ("skip" as const) : ("fail" as const);
      const series = await trpc.booking.createSeries({ ...wanted, rrule: rule.rrule, onConflict });
      return { kind: "series", seriesId: series.id };
    }
    const booking = await trpc.booking.create({
      ...wanted,
      ...holdOf(formData, start, productId === shown),
      ...(overridden.reason ? { override: { reason: overridden.reason } } : {}),
    });
    return { kind: "booked", bookingId: booking.id };
  } catch (error) {
    const refusal = refusalOf(error);
    if (!refusal) throw error;
    return { kind: "answer", status: refusal.status, answer: explain(refusal, formData) };
  }
}

/** An alternative that was pressed takes the place of the time chosen; its product, when that is another. */
function takeAlternative(formData: FormData): string | null {
  const [productId, start] = String(formData.get("alternative") ?? "").split("|");
  if (!productId || !start) return null;
  formData.set("start", start);
  return productId;
}

/** The hold of the form, when it is of the very time that is booked. */
function holdOf(formData: FormData, start: number, isSameProduct: boolean) {
  const holdId = String(formData.get("holdId") ?? "");
  const isOfThis = isSameProduct && Number(formData.get("holdStart")) === start;
  return holdId && isOfThis ? { holdId, holdToken: String(formData.get("holdToken") ?? "") } : {};
}

type Override = { reason: string | null; fault: { field: string; message: string } | null };

/** Rules are set aside only with a reason; a time that is not offered then takes the place of the one chosen. */
function overrideOf(formData: FormData): Override {
  const reason = String(formData.get("overrideReason") ?? "").trim();
  const at = String(formData.get("overrideStart") ?? "");
  const zone = String(formData.get("timeZone") ?? "");
  if (!reason) {
    const field = "overrideReason";
    return { reason: null, fault: at ? { field, message: "Say why, for the record" } : null };
  }
  if (!at) return { reason, fault: null };
  const instant = isTimeZone(zone) ? instantOfField(at, zone) : null;
  if (instant === null) return { reason, fault: { field: "overrideStart", message: "Choose a time" } };
  formData.set("start", new Date(instant).toISOString());
  return { reason, fault: null };
}

async function preview(
  trpc: Caller,
  productId: string,
  formData: FormData,
  rule: ReturnType<typeof repeatRule>,
): Promise<BookOutcome> {
  if (rule.kind !== "rule") {
    const problem = { field: "repeat", message: "Choose how often it repeats" };
    return answer(formData, 400, refuse(formData, problem));
  }
  const parsed = parseForm(WishForm, formData);
  if (!parsed.ok) return answer(formData, 400, parsed.refused);
  const start = new Date(parsed.value.start).toISOString();
  try {
    const shown = await trpc.booking.previewSeries({
      ...parsed.value,
      productId,
      start,
      rrule: rule.rrule,
    });
    return answer(formData, 200, refuse(formData), shown);
  } catch (error) {
    const refusal = refusalOf(error);
    if (!refusal) throw error;
    return answer(formData, refusal.status, refuse(formData, { form: refusal.message }));
  }
}

function answer(
  formData: FormData,
  status: number,
  refused: RefusedForm,
  shown: SeriesPreview | null = null,
): BookOutcome {
  const days = formData.getAll("day").join(",");
  const values = { ...refused.values, days };
  return {
    kind: "answer",
    status,
    answer: { refused: { ...refused, values }, alternatives: [], preview: shown, conflicts: [] },
  };
}

function explain(refusal: Refusal, formData: FormData): BookAnswer {
  const conflicts = (refusal.details.conflicts ?? []) as Conflict[];
  const alternatives = (refusal.details.alternatives ?? []) as Alternative[];
  const refused = refuse(formData, { form: messageOf(refusal, alternatives, conflicts) });
  const values = { ...refused.values, days: formData.getAll("day").join(",") };
  return { refused: { ...refused, values }, alternatives, preview: null, conflicts };
}

function messageOf(refusal: Refusal, alternatives: Alternative[], conflicts: Conflict[]): string {
  if (refusal.code !== "slot_taken" || conflicts.length > 0) return refusal.message;
  return alternatives.length > 0
    ? "Somebody else has just taken this time. The nearest free times are below; what you typed is kept."
    : "Somebody else has just taken this time, and nothing near it is free. Choose another day.";
}
