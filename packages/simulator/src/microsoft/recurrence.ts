import * as z from "zod";
import { badRequest } from "./graph-error.ts";

const DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;
const CODES = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
const Day = z.enum(DAYS);

const PatternedRecurrence = z.object({
  pattern: z.object({
    type: z.enum(["daily", "weekly"]),
    interval: z.number().int().min(1).max(999),
    daysOfWeek: z.array(Day).nullish(),
    firstDayOfWeek: Day.nullish(),
  }),
  range: z.discriminatedUnion("type", [
    z.object({ type: z.literal("noEnd") }),
    z.object({ type: z.literal("endDate"), endDate: z.iso.date() }),
    z.object({ type: z.literal("numbered"), numberOfOccurrences: z.number().int().min(1).max(999) }),
  ]),
});

/** A patternedRecurrence as the RRULE that the state keeps; daily and weekly patterns are simulated. */
export function toRules(recurrence: unknown): string[] {
  const parsed = PatternedRecurrence.safeParse(recurrence);
  if (!parsed.success) {
    const { path = [], message = "" } = parsed.error.issues[0] ?? {};
    throw badRequest(
      `recurrence.${path.join(".")}: ${message}; daily and weekly patterns are simulated.`,
      "ErrorPropertyValidationFailure",
    );
  }
  const { pattern, range } = parsed.data;
  const code = (day: z.infer<typeof Day>) => CODES[DAYS.indexOf(day)];
  const days = pattern.type === "weekly" ? (pattern.daysOfWeek ?? []) : [];
  if (pattern.type === "weekly" && days.length === 0)
    throw badRequest("recurrence.pattern.daysOfWeek is missing.", "ErrorPropertyValidationFailure");
  const parts = [
    `FREQ=${pattern.type.toUpperCase()}`,
    `INTERVAL=${pattern.interval}`,
    ...(days.length === 0 ? [] : [`BYDAY=${days.map(code).join(",")}`]),
    ...(pattern.type === "weekly" ? [`WKST=${code(pattern.firstDayOfWeek ?? "sunday")}`] : []),
    ...(range.type === "endDate" ? [`UNTIL=${range.endDate.replaceAll("-", "")}`] : []),
    ...(range.type === "numbered" ? [`COUNT=${range.numberOfOccurrences}`] : []),
  ];
  return [`RRULE:${parts.join(";")}`];
}

/** The patternedRecurrence of an RRULE; `startDate` is the series' first day in `timeZone`. */
export function toPattern(rules: string[], startDate: string, timeZone: string) {
  const rule = rules.find((line) => line.startsWith("RRULE:"))?.slice("RRULE:".length) ?? "";
  const part = new Map(rule.split(";").map((pair) => pair.split("=") as [string, string]));
  const day = (code: string) => DAYS[CODES.indexOf(code)];
  const weekly = part.get("FREQ") === "WEEKLY";
  const weekday = DAYS[(new Date(`${startDate}T00:00:00Z`).getUTCDay() + 6) % 7];
  const until = part.get("UNTIL");
  const count = part.get("COUNT");
  return {
    pattern: {
      type: weekly ? "weekly" : "daily",
      interval: Number(part.get("INTERVAL") ?? "1"),
      month: 0,
      dayOfMonth: 0,
      ...(weekly ? { daysOfWeek: part.get("BYDAY")?.split(",").map(day) ?? [weekday] } : {}),
      firstDayOfWeek: day(part.get("WKST") ?? "SU"),
      index: "first",
    },
    range: {
      type: until !== undefined ? "endDate" : count !== undefined ? "numbered" : "noEnd",
      startDate,
      endDate: until === undefined ? "0001-01-01" : until.replace(/^(\d{4})(\d{2})(\d{2}).*$/, "$1-$2-$3"),
      recurrenceTimeZone: timeZone,
      numberOfOccurrences: Number(count ?? "0"),
    },
  };
}
