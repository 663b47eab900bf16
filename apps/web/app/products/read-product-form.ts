import { CreateProduct } from "@availability/domain/product";
import { parseAmount } from "~/bookings/money.ts";
import { refuseFaults, refuseIssues } from "~/forms/form-faults.ts";
import type { RefusedForm } from "~/forms/parse-form.ts";

export type ProductFields = CreateProduct;

/** What the editor of a product sends, read and checked; the fields have the names of the product's own. */
export function readProductForm(
  formData: FormData,
): { ok: true; value: ProductFields } | { ok: false; refused: RefusedForm } {
  const currency = text(formData, "currency").toUpperCase() || "EUR";
  const faults: { pointer: string; detail: string }[] = [];
  const amount = (name: string): number => {
    const typed = text(formData, name);
    const minor = typed === "" ? 0 : amountOrNull(typed, currency);
    if (minor === null) faults.push({ pointer: `/${name}`, detail: "An amount such as 45 or 45.50" });
    return minor ?? 0;
  };
  const given = {
    type: formData.get("type"),
    name: text(formData, "name"),
    description: text(formData, "description"),
    colour: formData.has("hasColour") ? text(formData, "colour") : null,
    locationId: text(formData, "locationId") || null,
    capacity: whole(formData, "capacity"),
    maxAttendeesPerBooking: whole(formData, "maxAttendeesPerBooking"),
    durationsMinutes: text(formData, "durationsMinutes")
      .split(/[\s,;]+/)
      .filter(Boolean)
      .map(Number),
    slotStepMinutes: whole(formData, "slotStepMinutes"),
    bufferBeforeMinutes: whole(formData, "bufferBeforeMinutes"),
    bufferAfterMinutes: whole(formData, "bufferAfterMinutes"),
    minNoticeMinutes: whole(formData, "minNoticeMinutes"),
    horizonDays: whole(formData, "horizonDays"),
    requiresApproval: formData.has("requiresApproval"),
    approvalMinutes: wholeOrNull(formData, "approvalMinutes"),
    priceMinor: amount("priceMinor"),
    depositMinor: amount("depositMinor"),
    paymentPolicy: formData.get("paymentPolicy"),
    paymentMinutes: whole(formData, "paymentMinutes"),
    cancellationFreeUntilMinutes: wholeOrNull(formData, "cancellationFreeUntilMinutes"),
    cancellationFeeMinor: amount("cancellationFeeMinor"),
    currency,
    requirements: readRequirements(formData),
  };
  if (faults.length > 0) return { ok: false, refused: refuseFaults(formData, faults, null) };
  const parsed = CreateProduct.safeParse(given);
  if (parsed.success) return { ok: true, value: parsed.data };
  return { ok: false, refused: inMoney(refuseIssues(formData, parsed.error)) };
}

/** Groups without a name and without products are left out: that is how one is removed. */
function readRequirements(formData: FormData) {
  const groups: { name: string; count: number; units: number | null; productIds: string[] }[] = [];
  for (let index = 0; formData.has(`group${index}.name`); index += 1) {
    const name = text(formData, `group${index}.name`);
    const productIds = formData.getAll(`group${index}.productIds`).map(String);
    if (productIds.length === 0 && (name === "" || formData.has(`group${index}.wasStored`))) continue;
    const isAll = formData.get(`group${index}.mode`) !== "any";
    groups.push({
      name,
      count: isAll ? Math.max(productIds.length, 1) : whole(formData, `group${index}.count`),
      units: wholeOrNull(formData, `group${index}.units`),
      productIds,
    });
  }
  return groups;
}

/** The verbs speak of minor units; people do not. */
function inMoney(refused: RefusedForm): RefusedForm {
  const fields = { ...refused.fields };
  for (const name of ["depositMinor", "cancellationFeeMinor"]) {
    const detail = fields[name];
    if (detail) fields[name] = detail.replace(/ \(\d+\)/, "");
  }
  return { ...refused, fields };
}

function amountOrNull(typed: string, currency: string): number | null {
  // An unknown currency is a fault of its own field.
  return /^[A-Z]{3}$/.test(currency) ? parseAmount(typed, currency) : 0;
}

function text(formData: FormData, name: string): string {
  return String(formData.get(name) ?? "").trim();
}

function whole(formData: FormData, name: string): number {
  const typed = text(formData, name);
  return typed === "" ? Number.NaN : Number(typed);
}

function wholeOrNull(formData: FormData, name: string): number | null {
  return text(formData, name) === "" ? null : whole(formData, name);
}
