import { SetHolidays } from "@availability/domain/availability";
import type { Caller } from "~/trpc/caller.server.ts";
import { faultsOf } from "./faults.ts";
import type { Decision, Sent } from "./hours-actions.server.ts";

/** Which holidays close the owner; `open.…` are the dates on which it is open all the same. */
export async function changeHolidays(trpc: Caller, { owner, formData }: Sent): Promise<Decision> {
  const mode = String(formData.get("mode"));
  const isCountry = mode === "country";
  const shown = String(formData.get("shownDates") ?? "").split(",");
  const ticked = [...formData.keys()].flatMap((name) => (name.startsWith("open.") ? [name.slice(5)] : []));
  const { own } = await trpc.availability.holidays({ owner });
  // Dates of other years are not on the form and stay as they are.
  const openDates = [...own.openDates.filter((date) => !shown.includes(date)), ...ticked];
  const parsed = SetHolidays.safeParse({
    owner,
    mode,
    country: isCountry ? String(formData.get("country") ?? "") || null : null,
    region: isCountry ? String(formData.get("region") ?? "").trim() || null : null,
    openDates,
    version: Number(formData.get("version") || 0),
  });
  if (!parsed.success) return { kind: "faults", faults: faultsOf(parsed.error) };
  return {
    kind: "change",
    text: "Saved.",
    change: (dryRun) => trpc.availability.setHolidays({ ...parsed.data, dryRun }),
  };
}
