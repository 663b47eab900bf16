import { ProductChange } from "@availability/domain/product";
import { faultsIn, refuseFaults } from "~/forms/form-faults.ts";
import type { RefusedForm } from "~/forms/parse-form.ts";
import { type Caller, type Refusal, refusalOf } from "~/trpc/caller.server.ts";
import { readProductForm } from "./read-product-form.ts";

export type ProductOutcome =
  | { kind: "saved"; text: string; affected: Affected }
  | { kind: "deleted" }
  | { kind: "refused"; status: number; section: string; refused: RefusedForm; storedVersion: number | null };

type Affected = { total: number; bookings: { id: string; start: number; end: number }[] };

type Sent = { productId: string; formData: FormData };

/** Carries out what a form of a product's page asks for; a refusal is told where it came from. */
export async function runProductAction(trpc: Caller, sent: Sent): Promise<ProductOutcome> {
  const section = String(sent.formData.get("intent") ?? "save");
  try {
    return await carryOut(trpc, { ...sent, section });
  } catch (error) {
    const refusal = refusalOf(error);
    if (!refusal) throw error;
    return refusedOutcome(sent.formData, section, refusal);
  }
}

async function carryOut(
  trpc: Caller,
  { productId, formData, section }: Sent & { section: string },
): Promise<ProductOutcome> {
  const change = { productId, version: versionOf(formData) };
  switch (section) {
    case "archive": {
      const { affectedBookings } = await trpc.product.archive(change);
      return { kind: "saved", text: "Archived: nobody can book it any more.", affected: affectedBookings };
    }
    case "restore": {
      const { affectedBookings } = await trpc.product.restore(change);
      return { kind: "saved", text: "Restored: it can be booked again.", affected: affectedBookings };
    }
    case "delete":
      await trpc.product.delete(change);
      return { kind: "deleted" };
    default: {
      const read = readProductForm(formData);
      if (!read.ok)
        return { kind: "refused", status: 400, section, refused: read.refused, storedVersion: null };
      const { affectedBookings } = await trpc.product.update({ ...change, ...read.value });
      return { kind: "saved", text: "Saved.", affected: affectedBookings };
    }
  }
}

function refusedOutcome(formData: FormData, section: string, refusal: Refusal): ProductOutcome {
  const { code, status, message, details } = refusal;
  const isStale = code === "stale";
  const text = isStale
    ? "Somebody changed this product while you were editing it. What you typed is still here."
    : message;
  const { version } = details;
  return {
    kind: "refused",
    status,
    section,
    refused: refuseFaults(formData, faultsIn(details), text),
    storedVersion: isStale && typeof version === "number" ? version : null,
  };
}

/** The version that was read; or the later one, when the person chose to write over it. */
function versionOf(formData: FormData): number | undefined {
  const given = formData.get("overVersion") ?? formData.get("version");
  const parsed = ProductChange.shape.version.safeParse(Number(given));
  return parsed.success ? parsed.data : undefined;
}
