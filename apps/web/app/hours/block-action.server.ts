import { CreateBlock } from "@availability/domain/availability";
import { isLocalDate } from "@availability/domain/time";
import { instantOfField } from "~/bookings/local-input.ts";
import type { Caller } from "~/trpc/caller.server.ts";
import { faultsOf } from "./faults.ts";
import type { Decision, Sent } from "./hours-actions.server.ts";

const frequencies = ["DAILY", "WEEKLY", "MONTHLY"];

/** Time taken off the product, once or repeated; the fields are on the clock of `timeZone`. */
export function addBlock(trpc: Caller, { owner, formData, timeZone }: Sent): Decision {
  if (owner.kind !== "product") {
    return { kind: "faults", faults: [{ pointer: "/start", detail: "Choose a product to block" }] };
  }
  const start = instantOfField(String(formData.get("start") ?? ""), timeZone);
  const end = instantOfField(String(formData.get("end") ?? ""), timeZone);
  if (start === null || end === null) {
    const pointer = start === null ? "/start" : "/end";
    return { kind: "faults", faults: [{ pointer, detail: "Choose a day and a time" }] };
  }
  const frequency = frequencies.find((one) => one === formData.get("repeat"));
  const until = formData.get("until");
  const last = isLocalDate(until) ? `;UNTIL=${until.replaceAll("-", "")}` : "";
  const parsed = CreateBlock.safeParse({
    productId: owner.id,
    start,
    end,
    timeZone,
    rrule: frequency ? `FREQ=${frequency}${last}` : null,
    reason: String(formData.get("reason") ?? "").trim() || null,
  });
  if (!parsed.success) return { kind: "faults", faults: faultsOf(parsed.error) };
  return {
    kind: "change",
    text: "Blocked.",
    change: (dryRun) => trpc.availability.createBlock({ ...parsed.data, dryRun }),
  };
}
