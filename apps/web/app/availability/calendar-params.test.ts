import { expect, test } from "vitest";
import { neighbours, readParams, shownDays, shownInstants, withParams } from "./calendar-params.ts";

test("an address that is not understood shows the week of today", () => {
  const search = new URLSearchParams(
    "view=year&date=2026-02-30&tz=Mars/Olympus&tz2=&step=7&hours=12&show=all&beside=x&location=1&find=+",
  );
  expect(readParams(search)).toEqual({
    productId: null,
    isAll: false,
    beside: [],
    view: "week",
    date: null,
    timeZone: null,
    secondZone: null,
    step: null,
    isWholeDay: false,
    kinds: ["free", "bookings", "blocks", "busy"],
    locationId: null,
    find: null,
  });
});

test("a week begins on Monday and has seven days, also where clocks change", () => {
  const days = shownDays({ view: "week", date: "2026-03-29", firstWeekday: 1 });
  expect(days).toEqual({ first: "2026-03-23", end: "2026-03-30" });
  const { start, end } = shownInstants(days, "Europe/Berlin");
  expect((end - start) / 3_600_000).toBe(7 * 24 - 1);
});

test("a week begins on the day that the organisation chose", () => {
  const sunday = { view: "week", firstWeekday: 7 } as const;
  expect(shownDays({ ...sunday, date: "2026-03-29" }).first).toBe("2026-03-29");
  expect(shownDays({ ...sunday, date: "2026-03-28" })).toEqual({ first: "2026-03-22", end: "2026-03-29" });
  expect(shownDays({ view: "month", date: "2026-03-29", firstWeekday: 6 })).toEqual({
    first: "2026-02-28",
    end: "2026-04-04",
  });
});

test("previous and next keep the size of the view", () => {
  expect(neighbours({ view: "day", date: "2026-03-01" })).toEqual({
    previous: "2026-02-28",
    next: "2026-03-02",
  });
  expect(neighbours({ view: "week", date: "2026-01-01" })).toEqual({
    previous: "2025-12-25",
    next: "2026-01-08",
  });
});

test("a month has the weeks that its days lie in, and steps from first to first", () => {
  expect(shownDays({ view: "month", date: "2026-03-29", firstWeekday: 1 })).toEqual({
    first: "2026-02-23",
    end: "2026-04-06",
  });
  expect(shownDays({ view: "month", date: "2027-02-01", firstWeekday: 1 })).toEqual({
    first: "2027-02-01",
    end: "2027-03-01",
  });
  expect(neighbours({ view: "month", date: "2026-01-31" })).toEqual({
    previous: "2025-12-01",
    next: "2026-02-01",
  });
  expect(neighbours({ view: "month", date: "2026-12-05" }).next).toBe("2027-01-01");
});

test("changing a part of the address keeps the rest", () => {
  expect(withParams(new URLSearchParams("product=p&date=2026-01-01"), { date: null, view: "day" })).toBe(
    "?product=p&view=day",
  );
});
