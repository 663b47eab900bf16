import { expect, test } from "vitest";
import { ruleText } from "./rule-text.ts";

test("a rule is said in words", () => {
  expect(ruleText("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;COUNT=10")).toBe(
    "Every 2 weeks on Monday, Wednesday, 10 times",
  );
  expect(ruleText("FREQ=DAILY;UNTIL=20261231")).toBe("Every day, until 2026-12-31");
  expect(ruleText("FREQ=MONTHLY")).toBe("Every month");
});

test("a rule that goes beyond these words is shown as it is", () => {
  expect(ruleText("FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3")).toBe("FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3");
});
