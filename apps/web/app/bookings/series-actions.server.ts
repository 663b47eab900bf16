import type { Conflict } from "@availability/ontology/booking";
import { type Caller, refusalOf } from "~/trpc/caller.server.ts";
import { instantOfField } from "./local-input.ts";

export type SeriesOutcome =
  | { kind: "done"; seriesId: string; text: string; skipped: Conflict[] }
  | { kind: "refused"; section: string; message: string; status: number; conflicts: Conflict[] };

type Sent = { seriesId: string; timeZone: string; formData: FormData };

const scopes = ["this", "following", "all"] as const;

/** Changes or cancels one booking of a series, that and the following, or all; a refusal names the times in the way. */
export async function runSeriesAction(trpc: Caller, sent: Sent): Promise<SeriesOutcome> {
  const section = String(sent.formData.get("intent") ?? "");
  try {
    return section === "cancel" ? await cancel(trpc, sent) : await edit(trpc, sent);
  } catch (error) {
    const refusal = refusalOf(error);
    if (!refusal) throw error;
    const conflicts = (refusal.details.conflicts ?? []) as Conflict[];
    return { kind: "refused", section, message: refusal.message, status: refusal.status, conflicts };
  }
}

async function cancel(trpc: Caller, { seriesId, formData }: Sent): Promise<SeriesOutcome> {
  const { cancelledIds } = await trpc.booking.cancelSeries({
    ...common(seriesId, formData),
    ...(formData.get("waiveFee") === "on" ? { waiveFee: true } : {}),
  });
  const count = cancelledIds.length;
  return { kind: "done", seriesId, text: `${count} ${bookings(count)} cancelled.`, skipped: [] };
}

async function edit(trpc: Caller, { seriesId, timeZone, formData }: Sent): Promise<SeriesOutcome> {
  const text = (name: string) => String(formData.get(name) ?? "").trim();
  const at = text("start");
  const start = at ? instantOfField(at, timeZone) : null;
  const edited = await trpc.booking.editSeries({
    ...common(seriesId, formData),
    ...(start === null ? {} : { start: new Date(start).toISOString() }),
    ...(text("durationMinutes") ? { durationMinutes: Number(text("durationMinutes")) } : {}),
    ...(text("attendees") ? { attendees: Number(text("attendees")) } : {}),
    ...(formData.get("setsNotes") === "on" ? { notes: text("notes") || null } : {}),
    includeMoved: formData.get("includeMoved") === "on",
    onConflict: formData.get("onConflict") === "skip" ? "skip" : "fail",
  });
  const left = edited.skipped.length;
  const kept = left > 0 ? ` ${left} ${bookings(left)} stayed as before, for want of the time:` : "";
  return { kind: "done", seriesId: edited.id, text: `Changed.${kept}`, skipped: edited.skipped };
}

function common(seriesId: string, formData: FormData) {
  return {
    seriesId,
    bookingId: String(formData.get("bookingId") ?? ""),
    scope: scopes.find((one) => one === formData.get("scope")) ?? "this",
    reason: String(formData.get("reason") ?? "").trim() || null,
    version: Number(formData.get("version")) || 1,
  };
}

function bookings(count: number): string {
  return count === 1 ? "booking is" : "bookings are";
}
