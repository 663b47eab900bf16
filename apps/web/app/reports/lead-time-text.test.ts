import { leadTimes } from "@availability/domain/report";
import { expect, test } from "vitest";
import { leadTimeText } from "./lead-time-text.ts";

test("each class of lead times has words of its own", () => {
  expect(leadTimes.map(leadTimeText)).toEqual([
    "under 1 hour",
    "1 to 4 hours",
    "4 to 24 hours",
    "1 to 3 days",
    "3 to 7 days",
    "1 to 2 weeks",
    "2 to 4 weeks",
    "4 weeks or more",
  ]);
});
