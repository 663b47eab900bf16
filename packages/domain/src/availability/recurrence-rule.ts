import { DomainError } from "../errors/index.ts";
import { isLocalDate } from "../time/index.ts";

/** Until when a rule runs: to the end of a local date, to a local time (ms of the wall clock), or to an instant. */
type RuleUntil = { kind: "wall"; lastMs: number } | { kind: "instant"; lastMs: number };

/** A recurrence rule (RFC 5545 section 3.3.10) that is known to be sound; `pattern` is it without UNTIL. */
export type RecurrenceRule = { pattern: string; until: RuleUntil | null };

const frequencies = ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"];
const weekdays = "MO|TU|WE|TH|FR|SA|SU";
const signedList = (number: string) => new RegExp(`^[+-]?(${number})(,[+-]?(${number}))*$`);
const dayOfYear = "[1-9]|[1-9]\\d|[12]\\d\\d|3[0-5]\\d|36[0-6]";
const weekOfYear = "0?[1-9]|[1-4]\\d|5[0-3]";

/** What each part may hold, and how to say so. */
const parts: Record<string, { pattern: RegExp; fix: string }> = {
  FREQ: { pattern: /^(DAILY|WEEKLY|MONTHLY|YEARLY)$/, fix: `one of ${frequencies.join(", ")}` },
  INTERVAL: { pattern: /^0*[1-9]\d{0,2}$/, fix: "a whole number from 1 to 999" },
  COUNT: { pattern: /^0*[1-9]\d{0,3}$/, fix: "a whole number from 1 to 9999" },
  UNTIL: { pattern: /^\d{8}(T\d{6}Z?)?$/, fix: "a date or an instant such as 20261231 or 20261231T220000Z" },
  BYDAY: {
    pattern: new RegExp(`^([+-]?(${weekOfYear}))?(${weekdays})(,([+-]?(${weekOfYear}))?(${weekdays}))*$`),
    fix: "weekdays such as MO,WE or, in a month or year, 1MO and -1FR",
  },
  BYMONTH: { pattern: /^(0?[1-9]|1[0-2])(,(0?[1-9]|1[0-2]))*$/, fix: "months from 1 to 12" },
  BYMONTHDAY: {
    pattern: signedList("0?[1-9]|[12]\\d|3[01]"),
    fix: "days from 1 to 31, or from -1 for the last",
  },
  BYYEARDAY: { pattern: signedList(dayOfYear), fix: "days from 1 to 366, or from -1 for the last" },
  BYWEEKNO: { pattern: signedList(weekOfYear), fix: "weeks from 1 to 53, or from -1 for the last" },
  BYSETPOS: { pattern: signedList(dayOfYear), fix: "positions from 1 to 366, or from -1 for the last" },
  WKST: { pattern: new RegExp(`^(${weekdays})$`), fix: `one of ${weekdays.replaceAll("|", ", ")}` },
};

/** Reads an RRULE value. Throws DomainError `invalid` at `/rrule` that says what is wrong with it and what to write. */
export function readRule(rrule: string): RecurrenceRule {
  const given = readParts(rrule);
  checkTogether(given);
  const until = given.get("UNTIL");
  given.delete("UNTIL");
  const pattern = [...given].map(([name, value]) => `${name}=${value}`).join(";");
  return { pattern, until: until === undefined ? null : readUntil(until) };
}

/** The refusal of a rule. */
export function ruleFault(detail: string): DomainError {
  return new DomainError("invalid", detail, { errors: [{ pointer: "/rrule", detail }] });
}

function readParts(rrule: string): Map<string, string> {
  const given = new Map<string, string>();
  for (const text of rrule
    .trim()
    .toUpperCase()
    .replace(/^RRULE:/, "")
    .replace(/;$/, "")
    .split(";")) {
    const [name = "", value = "", ...rest] = text.split("=");
    const part = Object.hasOwn(parts, name) ? parts[name] : undefined;
    if (!part) throw ruleFault(unknownPart(name));
    if (given.has(name)) throw ruleFault(`The rule names ${name} twice; name it once.`);
    if (rest.length > 0 || !part.pattern.test(value)) {
      throw ruleFault(`${name} of the rule is "${[value, ...rest].join("=")}"; write ${part.fix}.`);
    }
    given.set(name, value);
  }
  if (!given.has("FREQ"))
    throw ruleFault(`The rule has no FREQ; begin with FREQ=WEEKLY or another of ${frequencies.join(", ")}.`);
  return given;
}

function unknownPart(name: string): string {
  if (/^BY(HOUR|MINUTE|SECOND)$/.test(name)) {
    return `The rule names ${name}; the time of day is that of the start, so make a block for each time.`;
  }
  const known = Object.keys(parts).join(", ");
  return `The rule names "${name}"; write parts such as FREQ=WEEKLY;BYDAY=MO, joined by semicolons: ${known}.`;
}

/** What RFC 5545 forbids to stand together. */
function checkTogether(given: ReadonlyMap<string, string>): void {
  const frequency = given.get("FREQ") ?? "";
  const refuse = (names: string, fix: string) => {
    throw ruleFault(`The rule has ${names}; ${fix}.`);
  };
  if (given.has("COUNT") && given.has("UNTIL")) refuse("both COUNT and UNTIL", "keep one of the two");
  if (given.has("BYWEEKNO") && frequency !== "YEARLY") {
    refuse(`BYWEEKNO with FREQ=${frequency}`, "week numbers go with FREQ=YEARLY");
  }
  if (given.has("BYYEARDAY") && frequency !== "YEARLY") {
    refuse(`BYYEARDAY with FREQ=${frequency}`, "days of the year go with FREQ=YEARLY");
  }
  if (given.has("BYMONTHDAY") && frequency === "WEEKLY") {
    refuse("BYMONTHDAY with FREQ=WEEKLY", "days of the month go with FREQ=MONTHLY");
  }
  const isNumbered = /\d/.test(given.get("BYDAY") ?? "");
  if (isNumbered && (frequency === "DAILY" || frequency === "WEEKLY" || given.has("BYWEEKNO"))) {
    refuse(`a numbered weekday with FREQ=${frequency}`, "write it without the number, or with FREQ=MONTHLY");
  }
  const others = [...given.keys()].filter((name) => name.startsWith("BY") && name !== "BYSETPOS");
  if (given.has("BYSETPOS") && others.length === 0) {
    refuse("BYSETPOS alone", "say with BYDAY or another part what it picks from");
  }
}

function readUntil(text: string): RuleUntil {
  const date = `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6, 8)}`;
  const time =
    text.length > 8 ? `${text.slice(9, 11)}:${text.slice(11, 13)}:${text.slice(13, 15)}` : "23:59:59";
  const lastMs = Date.parse(`${date}T${time}Z`);
  if (!isLocalDate(date) || Number.isNaN(lastMs)) {
    throw ruleFault(`UNTIL of the rule is "${text}", which does not exist; write a date such as 20261231.`);
  }
  return { kind: text.endsWith("Z") ? "instant" : "wall", lastMs };
}
