import { expect, test } from "vitest";
import { everyText, jobText } from "./job-words.ts";

test("intervals and functions are in words, and what is not known keeps its name", () => {
  expect([1, 15, 60, 1440].map(everyText)).toEqual([
    "every minute",
    "every 15 minutes",
    "every hour",
    "every day",
  ]);
  expect(jobText("sync-calendar")).toBe("Reading a calendar");
  expect(jobText("something-new")).toBe("something-new");
});
