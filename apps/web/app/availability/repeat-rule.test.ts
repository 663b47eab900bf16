import { expect, test } from "vitest";
import { repeatRule } from "./repeat-rule.ts";

function form(fields: Record<string, string | string[]>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields))
    for (const one of [value].flat()) data.append(name, one);
  return data;
}

test("a form that does not repeat names no rule", () => {
  expect(repeatRule(form({ repeat: "" }))).toEqual({ kind: "once" });
  expect(repeatRule(form({}))).toEqual({ kind: "once" });
});

test("weekdays stand in the order of the week, and only in a weekly rule", () => {
  const fields = { every: "2", day: ["FR", "MO"], ends: "count", count: "10" };
  expect(repeatRule(form({ repeat: "WEEKLY", ...fields }))).toEqual({
    kind: "rule",
    rrule: "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR;COUNT=10",
  });
  expect(repeatRule(form({ repeat: "DAILY", ...fields }))).toEqual({
    kind: "rule",
    rrule: "FREQ=DAILY;INTERVAL=2;COUNT=10",
  });
});

test("the last day is part of the rule", () => {
  const fields = { repeat: "MONTHLY", every: "1", ends: "until", until: "2027-03-31" };
  expect(repeatRule(form(fields))).toEqual({ kind: "rule", rrule: "FREQ=MONTHLY;UNTIL=20270331" });
});

test("what is missing is named with its field", () => {
  expect(repeatRule(form({ repeat: "DAILY", ends: "count", count: "0" }))).toMatchObject({ field: "count" });
  expect(repeatRule(form({ repeat: "DAILY", ends: "until", until: "" }))).toMatchObject({ field: "until" });
  expect(repeatRule(form({ repeat: "DAILY", every: "1.5", count: "3" }))).toMatchObject({ field: "every" });
});
