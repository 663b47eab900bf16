import { CreateProduct } from "@availability/domain/product";
import { refuseFaults, refuseIssues } from "~/forms/form-faults.ts";
import { type RefusedForm, refuse } from "~/forms/parse-form.ts";
import { type Caller, refusalOf } from "~/trpc/caller.server.ts";

export type BulkOutcome = {
  created: { id: string; name: string }[];
  failed: { name: string; why: string }[];
  refused?: RefusedForm;
};

const mostNames = 100;

/** Creates a product for each line; what fails is told line by line and can be sent again by itself. */
export async function bulkAdd(trpc: Caller, formData: FormData): Promise<BulkOutcome> {
  const lines = String(formData.get("names") ?? "")
    .split(/\r?\n/)
    .map((line) => line.trim());
  const names = [...new Set(lines.filter(Boolean))];
  const none = { created: [], failed: [] };
  const fault = (detail: string) => ({
    ...none,
    refused: refuseFaults(formData, [{ pointer: "/names", detail }], null),
  });
  if (names.length === 0) return fault("Write at least one name");
  if (names.length > mostNames)
    return fault(`At most ${mostNames} names at a time; these are ${names.length}`);
  const shared = CreateProduct.safeParse({
    name: "any",
    type: formData.get("type"),
    locationId: formData.get("locationId") || null,
    capacity: Number(formData.get("capacity") || Number.NaN),
    maxAttendeesPerBooking: Number(formData.get("capacity") || Number.NaN),
    durationsMinutes: String(formData.get("durationsMinutes"))
      .split(/[\s,;]+/)
      .filter(Boolean)
      .map(Number),
    slotStepMinutes: Number(formData.get("slotStepMinutes") || Number.NaN),
    requiresApproval: formData.has("requiresApproval"),
  });
  if (!shared.success) return { ...none, refused: refuseIssues(formData, shared.error) };
  const outcome: BulkOutcome = { created: [], failed: [] };
  for (const name of names) await addOne(trpc, { ...shared.data, name }, outcome);
  if (outcome.failed.length > 0) {
    outcome.refused = refuse(formData, {
      form: "Some products were not created; their names are still here.",
    });
    outcome.refused.values.names = outcome.failed.map((one) => one.name).join("\n");
  }
  return outcome;
}

async function addOne(trpc: Caller, product: CreateProduct, outcome: BulkOutcome): Promise<void> {
  const parsed = CreateProduct.shape.name.safeParse(product.name);
  if (!parsed.success) {
    outcome.failed.push({ name: product.name, why: parsed.error.issues[0]?.message ?? "No name" });
    return;
  }
  try {
    const { id, name } = await trpc.product.create(product);
    outcome.created.push({ id, name });
  } catch (error) {
    const refusal = refusalOf(error);
    if (!refusal) throw error;
    outcome.failed.push({ name: product.name, why: refusal.message });
  }
}
