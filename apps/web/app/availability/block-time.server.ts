import { isTimeZone } from "@availability/domain/time";
import type { AffectedBookings } from "@availability/ontology/availability";
import { faultsIn, refuseFaults } from "~/forms/form-faults.ts";
import type { RefusedForm } from "~/forms/parse-form.ts";
import { readBlockForm } from "~/hours/read-block-form.ts";
import { type Caller, refusalOf } from "~/trpc/caller.server.ts";

const nobody = { total: 0, bookings: [] };

/** `confirm`: nothing was written yet, because bookings lie in the time. */
export type BlockOutcome =
  | { kind: "blocked"; id: string; version: number }
  | {
      kind: "confirm" | "refused";
      status: number;
      affected: Pick<AffectedBookings, "total" | "bookings">;
      refused: RefusedForm;
    };

/** Blocks what the form says: first dry, and in earnest when that meets no booking or the person has seen which. */
export async function blockTime(trpc: Caller, formData: FormData): Promise<BlockOutcome> {
  const refused = (faults: Parameters<typeof refuseFaults>[1], message: string | null, status = 400) => {
    const refusedForm = refuseFaults(formData, faults, message);
    const values = { ...refusedForm.values, productIds: productIds.join(",") };
    return { kind: "refused", status, affected: nobody, refused: { ...refusedForm, values } } as const;
  };
  const productIds = formData.getAll("productId").map(String);
  const zone = formData.get("timeZone");
  if (productIds.length === 0) {
    return refused([{ pointer: "/productId", detail: "Choose at least one product" }], null);
  }
  const read = readBlockForm({ productIds, formData, timeZone: isTimeZone(zone) ? zone : "UTC" });
  if (!read.ok) return refused(read.faults, null);
  try {
    if (!formData.has("confirmed")) {
      const { affectedBookings } = await trpc.availability.createBlock({ ...read.block, dryRun: true });
      if (affectedBookings.total > 0) {
        return { ...refused([], null, 200), kind: "confirm", affected: affectedBookings };
      }
    }
    const { id, version } = await trpc.availability.createBlock(read.block);
    return { kind: "blocked", id, version };
  } catch (error) {
    const refusal = refusalOf(error);
    if (!refusal) throw error;
    return refused(faultsIn(refusal.details), refusal.message, refusal.status);
  }
}
