import { AssignSchedule } from "@availability/domain/availability";
import type { Caller } from "~/trpc/caller.server.ts";
import { faultsOf } from "./faults.ts";
import type { Decision, Sent } from "./hours-actions.server.ts";

/** A stored schedule that holds from one date to another, or a new one of that name with the hours of today to begin with. */
export async function addSeason(trpc: Caller, { owner, formData }: Sent): Promise<Decision> {
  const name = String(formData.get("name") ?? "").trim();
  const chosen = String(formData.get("scheduleId") ?? "");
  const wish = {
    owner,
    effectiveFrom: String(formData.get("effectiveFrom") ?? "") || null,
    effectiveUntil: String(formData.get("effectiveUntil") ?? "") || null,
  };
  if (wish.effectiveFrom === null) {
    return {
      kind: "faults",
      faults: [{ pointer: "/effectiveFrom", detail: "Choose the first day of the season" }],
    };
  }
  if (chosen === "" && name === "") {
    const detail = "Choose a schedule, or name a new one";
    return { kind: "faults", faults: [{ pointer: "/name", detail }] };
  }
  const anyId = "00000000-0000-4000-8000-000000000000";
  const parsed = AssignSchedule.safeParse({ ...wish, scheduleId: chosen || anyId });
  if (!parsed.success) return { kind: "faults", faults: faultsOf(parsed.error) };
  if (name.length > 100)
    return { kind: "faults", faults: [{ pointer: "/name", detail: "At most 100 characters" }] };
  return {
    kind: "change",
    text: "The season is set.",
    change: async (dryRun) => {
      if (chosen) return trpc.availability.assignSchedule({ ...parsed.data, dryRun });
      // With the hours of today nothing is affected until they are changed.
      if (dryRun) return {};
      const { timeZone, weeklyHours } = await trpc.availability.ownerSchedule({ owner });
      const { id: scheduleId } = await trpc.availability.createSchedule({
        name,
        timeZone,
        weeklyHours: weeklyHours.map((hours) => ({ ...hours, days: [...hours.days] })),
      });
      return trpc.availability.assignSchedule({ ...parsed.data, scheduleId });
    },
  };
}
