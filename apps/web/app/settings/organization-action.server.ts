import { UpdateOrganization } from "@availability/domain/organization";
import { faultsIn, refuseFaults, refuseIssues } from "~/forms/form-faults.ts";
import type { RefusedForm } from "~/forms/parse-form.ts";
import { type Caller, refusalOf } from "~/trpc/caller.server.ts";

export type OrganizationOutcome =
  | { kind: "saved"; version: number }
  /** `storedVersion`: what stands by now, when somebody else saved in between */
  | { kind: "refused"; status: number; refused: RefusedForm; storedVersion: number | null };

/** Saves the form of the organisation; a refused one keeps what was typed. */
export async function saveOrganization(trpc: Caller, formData: FormData): Promise<OrganizationOutcome> {
  const parsed = UpdateOrganization.safeParse(fieldsOf(formData));
  if (!parsed.success) {
    const refused = refuseIssues(formData, parsed.error);
    return { kind: "refused", status: 400, refused, storedVersion: null };
  }
  try {
    const { version } = await trpc.organization.update(parsed.data);
    return { kind: "saved", version };
  } catch (error) {
    const refusal = refusalOf(error);
    if (!refusal) throw error;
    const { code, status, message, details } = refusal;
    const isStale = code === "stale";
    const text = isStale
      ? "Somebody changed these settings while you were editing them. What you typed is still here."
      : message;
    const refused = refuseFaults(formData, faultsIn(details), text);
    return { kind: "refused", status, refused, storedVersion: isStale ? Number(details.version) : null };
  }
}

function fieldsOf(formData: FormData): Record<string, unknown> {
  const text = (name: string) => String(formData.get(name) ?? "").trim();
  const number = (name: string) => (text(name) === "" ? Number.NaN : Number(text(name)));
  return {
    // Whoever chose to write over the later version names that one.
    version: number(formData.has("overVersion") ? "overVersion" : "version"),
    name: text("name"),
    timeZone: text("timeZone"),
    firstWeekday: number("firstWeekday"),
    syncPastDays: number("syncPastDays"),
    syncFutureDays: number("syncFutureDays"),
    calendarStaleMinutes: number("calendarStaleMinutes"),
    calendarFailurePolicy: text("calendarFailurePolicy"),
    freshnessPolicy: text("freshnessPolicy"),
    externalChangePolicy: text("externalChangePolicy"),
    holdMinutes: number("holdMinutes"),
    completeAfterMinutes: text("completeAfterMinutes") === "" ? null : number("completeAfterMinutes"),
  };
}
