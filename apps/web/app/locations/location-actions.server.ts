import { CreateException } from "@availability/domain/availability";
import { CreateLocation, LocationChange } from "@availability/domain/location";
import { addDays, isLocalDate } from "@availability/domain/time";
import { faultsIn, refuseFaults, refuseIssues } from "~/forms/form-faults.ts";
import type { RefusedForm } from "~/forms/parse-form.ts";
import { type Caller, refusalOf } from "~/trpc/caller.server.ts";

export type LocationOutcome =
  | { kind: "saved"; text: string; affected: Affected }
  | { kind: "created"; id: string }
  | { kind: "deleted" }
  | { kind: "refused"; status: number; section: string; refused: RefusedForm; storedVersion: number | null };

type Affected = { total: number; bookings: { id: string; start: number; end: number }[] };

const nothing: Affected = { total: 0, bookings: [] };

/** `locationId` is null for one that is being made. */
type Sent = { locationId: string | null; formData: FormData };

/** Carries out what a form of a location's page asks for; a refusal is told where it came from. */
export async function runLocationAction(trpc: Caller, sent: Sent): Promise<LocationOutcome> {
  const section = String(sent.formData.get("intent") ?? "save");
  try {
    if (!sent.locationId) return await create(trpc, sent.formData);
    return await change(trpc, { ...sent, locationId: sent.locationId, section });
  } catch (error) {
    const refusal = refusalOf(error);
    if (!refusal) throw error;
    const { code, status, details } = refusal;
    const isStale = code === "stale";
    const text = isStale
      ? "Somebody changed this location while you were editing it. What you typed is still here."
      : refusal.message;
    const refused = refuseFaults(sent.formData, faultsIn(details), text);
    const { version } = details;
    const storedVersion = isStale && typeof version === "number" ? version : null;
    return { kind: "refused", status, section, refused, storedVersion };
  }
}

async function create(trpc: Caller, formData: FormData): Promise<LocationOutcome> {
  const read = CreateLocation.safeParse(fieldsOf(formData));
  if (!read.success) return faulty("save", refuseIssues(formData, read.error));
  const { id } = await trpc.location.create(read.data);
  return { kind: "created", id };
}

type Change = { locationId: string; formData: FormData; section: string };

async function change(trpc: Caller, { locationId, formData, section }: Change): Promise<LocationOutcome> {
  const named = { locationId, version: versionOf(formData) };
  switch (section) {
    case "archive":
      await trpc.location.archive(named);
      return { kind: "saved", text: "Archived: products can no longer be put there.", affected: nothing };
    case "restore":
      await trpc.location.restore(named);
      return { kind: "saved", text: "Restored.", affected: nothing };
    case "delete":
      await trpc.location.delete(named);
      return { kind: "deleted" };
    case "close":
      return close(trpc, { locationId, formData, section });
    case "reopen": {
      const exceptionId = String(formData.get("exceptionId"));
      await trpc.availability.deleteException({ exceptionId });
      return { kind: "saved", text: "The closure is gone; its usual hours hold again.", affected: nothing };
    }
    default: {
      const read = CreateLocation.safeParse(fieldsOf(formData));
      if (!read.success) return faulty(section, refuseIssues(formData, read.error));
      await trpc.location.update({ ...named, ...read.data });
      return { kind: "saved", text: "Saved.", affected: nothing };
    }
  }
}

async function close(trpc: Caller, { locationId, formData, section }: Change): Promise<LocationOutcome> {
  const first = formData.get("first");
  const last = formData.get("last") || first;
  const fault = (name: string, detail: string) =>
    faulty(section, refuseFaults(formData, [{ pointer: `/${name}`, detail }], null));
  if (!isLocalDate(first)) return fault("first", "Choose a date");
  if (!isLocalDate(last) || last < first) return fault("last", "Choose a date on or after the first");
  const dates = datesBetween(first, last);
  if (dates.length > 366) return fault("last", "At most 366 days at a time");
  const reason = String(formData.get("reason") ?? "").trim() || null;
  const input = CreateException.safeParse({
    owner: { kind: "location", id: locationId },
    dates,
    hours: [],
    reason,
  });
  if (!input.success) return faulty(section, refuseIssues(formData, input.error));
  const { affectedBookings } = await trpc.availability.createException(input.data);
  const text = dates.length === 1 ? "Closed on that day." : `Closed on ${dates.length} days.`;
  return { kind: "saved", text, affected: affectedBookings };
}

/** Every date from the first to the last, both included; at most 367 of them. */
function datesBetween(first: string, last: string): string[] {
  const dates: string[] = [];
  for (let date = first; date <= last && dates.length < 367; date = addDays(date, 1)) dates.push(date);
  return dates;
}

function fieldsOf(formData: FormData) {
  const text = (name: string) => String(formData.get(name) ?? "").trim();
  return {
    kind: text("kind"),
    name: text("name"),
    timeZone: text("timeZone"),
    address: text("address") || null,
    joinUrl: text("joinUrl") || null,
  };
}

function versionOf(formData: FormData): number | undefined {
  const given = formData.get("overVersion") ?? formData.get("version");
  const parsed = LocationChange.shape.version.safeParse(Number(given));
  return parsed.success ? parsed.data : undefined;
}

function faulty(section: string, refused: RefusedForm): LocationOutcome {
  return { kind: "refused", status: 400, section, refused, storedVersion: null };
}
