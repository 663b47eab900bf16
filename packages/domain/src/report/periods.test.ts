import { expect, test } from "vitest";
import { dayNumberOf, weekday } from "../time/index.ts";
import { ReportFilter, reportPeriods, reportRanges, weeksOf } from "./index.ts";

test("[RP1] ranges of weeks begin with a week and end today; the period before has the same weekdays", () => {
  // A Tuesday.
  expect(reportPeriods("4w", { today: "2026-12-01", firstWeekday: 1 })).toEqual({
    period: { from: "2026-11-09", to: "2026-12-01" },
    before: { from: "2026-10-12", to: "2026-11-03" },
  });
  expect(reportPeriods("12w", { today: "2026-12-06", firstWeekday: 1 }).period).toEqual({
    from: "2026-09-14",
    to: "2026-12-06",
  });
  // Where weeks begin on a Sunday, that Tuesday is the third day of its week.
  expect(reportPeriods("4w", { today: "2026-12-01", firstWeekday: 7 }).period.from).toBe("2026-11-08");
  const { period, before } = reportPeriods("year", { today: "2026-12-01", firstWeekday: 1 });
  expect(weekday(period.from)).toBe(1);
  expect(dayNumberOf(period.to) - dayNumberOf(before.to)).toBe(364);
});

test("[RP1] a quarter is the last whole one, compared with the one before", () => {
  expect(reportPeriods("quarter", { today: "2026-12-01", firstWeekday: 1 })).toEqual({
    period: { from: "2026-07-01", to: "2026-09-30" },
    before: { from: "2026-04-01", to: "2026-06-30" },
  });
  expect(reportPeriods("quarter", { today: "2026-02-28", firstWeekday: 1 })).toEqual({
    period: { from: "2025-10-01", to: "2025-12-31" },
    before: { from: "2025-07-01", to: "2025-09-30" },
  });
});

test("[RP2] no range is longer than a report may be", () => {
  for (const range of reportRanges) {
    for (const { from, to } of Object.values(
      reportPeriods(range, { today: "2028-02-29", firstWeekday: 1 }),
    )) {
      expect(ReportFilter.safeParse({ from, to }).success).toBe(true);
    }
  }
  expect(ReportFilter.safeParse({ from: "2026-01-01", to: "2027-01-01" }).success).toBe(true);
  expect(ReportFilter.safeParse({ from: "2026-01-01", to: "2027-01-02" }).success).toBe(false);
  expect(ReportFilter.safeParse({ from: "2026-01-02", to: "2026-01-01" }).success).toBe(false);
});

test("[RP6] the weeks of a period are all that it touches", () => {
  expect(weeksOf({ from: "2026-11-09", to: "2026-11-16" }, 1)).toEqual(["2026-11-09", "2026-11-16"]);
  expect(weeksOf({ from: "2026-11-15", to: "2026-11-15" }, 1)).toEqual(["2026-11-09"]);
  expect(weeksOf({ from: "2026-11-15", to: "2026-11-15" }, 7)).toEqual(["2026-11-15"]);
});
