import type { Caller } from "~/trpc/caller.server.ts";
import type { Decision, Sent } from "./hours-actions.server.ts";
import { readBlockForm } from "./read-block-form.ts";

/** Time taken off the product, once or repeated; the fields are on the clock of `timeZone`. */
export function addBlock(trpc: Caller, { owner, formData, timeZone }: Sent): Decision {
  if (owner.kind !== "product") {
    return { kind: "faults", faults: [{ pointer: "/start", detail: "Choose a product to block" }] };
  }
  const read = readBlockForm({ productIds: [owner.id], formData, timeZone });
  if (!read.ok) return { kind: "faults", faults: read.faults };
  return {
    kind: "change",
    text: "Blocked.",
    change: (dryRun) => trpc.availability.createBlock({ ...read.block, dryRun }),
  };
}
