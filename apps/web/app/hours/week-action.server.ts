import { SetSchedule } from "@availability/domain/availability";
import { addDays, localDateOf, startOfDay } from "@availability/domain/time";
import { formatTime } from "~/time/format.ts";
import type { Caller } from "~/trpc/caller.server.ts";
import type { Decision, Preview, Sent } from "./hours-actions.server.ts";
import { toWeeklyHours, weekdays, weekOfFields } from "./week.ts";

const previewDays = 7;

/** The weekly hours as the editor sends them; the preview asks the engine with them, unsaved. */
export function changeWeek(trpc: Caller, sent: Sent): Decision {
  const { owner, formData } = sent;
  const values = Object.fromEntries([...formData].map(([name, value]) => [name, String(value)]));
  const weeklyHours = toWeeklyHours(weekOfFields(values));
  const version = Number(formData.get("version") || 0);
  const parsed = SetSchedule.safeParse({ owner, timeZone: values.timeZone, weeklyHours, version });
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => {
      const rule = path[0] === "weeklyHours" ? weeklyHours[Number(path[1])] : undefined;
      const day = rule?.days[0];
      if (!rule || day === undefined) return { pointer: `/${path.join("/")}`, detail: message };
      return { pointer: `/d${day}`, detail: `${weekdays[day - 1]} ${rule.start}–${rule.end}: ${message}` };
    });
    return { kind: "faults", faults };
  }
  const { scheduleId } = values;
  if (scheduleId) {
    const { timeZone } = parsed.data;
    const update = { scheduleId, timeZone, weeklyHours: parsed.data.weeklyHours, version };
    return {
      kind: "change",
      text: "Saved. Wherever this schedule is used, its hours are these now.",
      change: (dryRun) => trpc.availability.updateSchedule({ ...update, dryRun }),
    };
  }
  return {
    kind: "change",
    text: "Saved. These hours hold from now on.",
    change: (dryRun) => trpc.availability.setSchedule({ ...parsed.data, dryRun }),
    preview: () => preview(trpc, sent, parsed.data),
  };
}

async function preview(trpc: Caller, { owner, now }: Sent, hours: SetSchedule): Promise<Preview | null> {
  const filter = owner.kind === "location" ? { locationId: owner.id } : {};
  const product =
    owner.kind === "product"
      ? await trpc.product.get({ productId: owner.id })
      : (await trpc.product.list({ limit: 1, ...filter })).data[0];
  if (!product || product.status === "archived") return null;
  const { timeZone, weeklyHours } = hours;
  const today = localDateOf(now, timeZone);
  const { slots, applies } = await trpc.availability.previewSlots({
    productId: product.id,
    level: owner.kind,
    timeZone,
    weeklyHours,
    start: startOfDay(today, timeZone),
    end: startOfDay(addDays(today, previewDays), timeZone),
  });
  const days = Array.from({ length: previewDays }, (_, index) => addDays(today, index)).map((date) => {
    const starts = slots.map(({ start }) => start).filter((start) => localDateOf(start, timeZone) === date);
    const [first, last] = [starts[0], starts.at(-1)];
    const text = (start: number | undefined) => (start === undefined ? "" : formatTime(start, timeZone));
    return { date, count: starts.length, first: text(first), last: text(last) };
  });
  return { days, productName: product.name, applies };
}
