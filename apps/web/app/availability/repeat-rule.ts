import { isLocalDate } from "@availability/domain/time";

const repeats = ["DAILY", "WEEKLY", "MONTHLY"] as const;
export const ruleDays = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"] as const;

/** The rule that the fields of the booking form name: none when it does not repeat, or the field at fault and why. */
export type RepeatRule =
  | { kind: "once" }
  | { kind: "rule"; rrule: string }
  | { kind: "fault"; field: string; message: string };

/** Builds an RRULE (RFC 5545) of `repeat`, `every`, `day`…, `ends`, `count` and `until`. */
export function repeatRule(formData: FormData): RepeatRule {
  const text = (name: string) => String(formData.get(name) ?? "").trim();
  const frequency = repeats.find((one) => one === text("repeat"));
  if (!frequency) return { kind: "once" };
  const every = Number(text("every") || 1);
  if (!isWhole(every, 99)) return fault("every", "A whole number from 1 to 99");
  const days = frequency === "WEEKLY" ? ruleDays.filter((day) => formData.getAll("day").includes(day)) : [];
  const parts = [`FREQ=${frequency}`];
  if (every > 1) parts.push(`INTERVAL=${every}`);
  if (days.length > 0) parts.push(`BYDAY=${days.join(",")}`);
  if (text("ends") === "until") {
    const until = text("until");
    if (!isLocalDate(until)) return fault("until", "Choose the last day");
    return { kind: "rule", rrule: [...parts, `UNTIL=${until.replaceAll("-", "")}`].join(";") };
  }
  const count = Number(text("count"));
  if (!isWhole(count, 366)) return fault("count", "A whole number from 1 to 366");
  return { kind: "rule", rrule: [...parts, `COUNT=${count}`].join(";") };
}

function isWhole(value: number, most: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= most;
}

function fault(field: string, message: string): RepeatRule {
  return { kind: "fault", field, message };
}
