import { CreateException } from "@availability/domain/availability";
import { addDays, isLocalDate } from "@availability/domain/time";
import type { Caller } from "~/trpc/caller.server.ts";
import { faultsOf } from "./faults.ts";
import type { Decision, Sent } from "./hours-actions.server.ts";
import { padded } from "./week.ts";

/** Other hours, or none, on the dates ticked in the grid and on those from `first` to `last`. */
export function changeDates(trpc: Caller, { owner, formData }: Sent): Decision {
  const ticked = [...formData.keys()].flatMap((name) => (name.startsWith("date.") ? [name.slice(5)] : []));
  const first = String(formData.get("first") ?? "");
  const last = String(formData.get("last") || first);
  const fault = (name: string, detail: string): Decision => ({
    kind: "faults",
    faults: [{ pointer: `/${name}`, detail }],
  });
  if (first && (!isLocalDate(last) || last < first))
    return fault("last", "Choose a date on or after the first");
  const dates = [...new Set([...ticked, ...between(first, last)])];
  if (dates.length === 0) return fault("first", "Choose dates in the grid, or a first date");
  const isClosed = formData.get("mode") !== "open";
  const hours = isClosed ? [] : rangesOf(String(formData.get("hours") ?? ""));
  if (hours === null || (!isClosed && hours.length === 0)) {
    return fault("hours", "Write ranges such as 10:00-14:00, 16:00-18:00");
  }
  const reason = String(formData.get("reason") ?? "").trim() || null;
  const parsed = CreateException.safeParse({ owner, dates, hours, reason });
  if (!parsed.success) return { kind: "faults", faults: faultsOf(parsed.error) };
  return {
    kind: "change",
    text: dates.length === 1 ? "Saved for one day." : `Saved for ${dates.length} days.`,
    change: (dryRun) => trpc.availability.createException({ ...parsed.data, dryRun }),
  };
}

/** "10:00-14:00, 16-18"; null for anything else. */
function rangesOf(text: string): { start: string; end: string }[] | null {
  const parts = text
    .split(/[,;]/)
    .map((part) => part.trim())
    .filter(Boolean);
  const ranges = parts.map((part) => /^([\d:]+)\s*[-–]\s*([\d:]+)$/.exec(part));
  if (ranges.some((range) => range === null)) return null;
  return ranges.map((range) => ({ start: padded(range?.[1] ?? ""), end: padded(range?.[2] ?? "") }));
}

function between(first: string, last: string): string[] {
  const dates: string[] = [];
  if (!isLocalDate(first)) return dates;
  for (let date: string = first; date <= last && dates.length < 367; date = addDays(date, 1))
    dates.push(date);
  return dates;
}
