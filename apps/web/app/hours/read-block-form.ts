import { CreateBlock } from "@availability/domain/availability";
import type { FieldError } from "@availability/domain/errors";
import { isLocalDate } from "@availability/domain/time";
import { instantOfField } from "~/bookings/local-input.ts";
import { faultsOf } from "./faults.ts";

const frequencies = ["DAILY", "WEEKLY", "MONTHLY"];

type BlockForm = { productIds: string[]; formData: FormData; timeZone: string };

/** The block that a form describes, its times on the clock of `timeZone`; or its faults. */
export function readBlockForm({
  productIds,
  formData,
  timeZone,
}: BlockForm): { ok: true; block: CreateBlock } | { ok: false; faults: FieldError[] } {
  const start = instantOfField(String(formData.get("start") ?? ""), timeZone);
  const end = instantOfField(String(formData.get("end") ?? ""), timeZone);
  if (start === null || end === null) {
    const pointer = start === null ? "/start" : "/end";
    return { ok: false, faults: [{ pointer, detail: "Choose a day and a time" }] };
  }
  const frequency = frequencies.find((one) => one === formData.get("repeat"));
  const until = formData.get("until");
  const last = isLocalDate(until) ? `;UNTIL=${until.replaceAll("-", "")}` : "";
  const parsed = CreateBlock.safeParse({
    productIds,
    start,
    end,
    timeZone,
    rrule: frequency ? `FREQ=${frequency}${last}` : null,
    reason: String(formData.get("reason") ?? "").trim() || null,
  });
  return parsed.success ? { ok: true, block: parsed.data } : { ok: false, faults: faultsOf(parsed.error) };
}
