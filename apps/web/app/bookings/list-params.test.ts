import { expect, test } from "vitest";
import { bookingFilter, readListParams } from "./list-params.ts";

const at = { now: Date.parse("2026-11-24T09:00:00Z"), timeZone: "Europe/Berlin" };
const read = (text: string) => readListParams(new URLSearchParams(text));

test("what the address does not understand counts as absent", () => {
  expect(read("view=nothing&product=1&from=2026-02-30&status=completed")).toMatchObject({
    view: "upcoming",
    productId: null,
    from: null,
    status: null,
  });
});

test("upcoming begins with today in the organisation's zone, whatever earlier day is asked for", () => {
  expect(bookingFilter(read("from=2026-01-01"), at)).toMatchObject({
    from: "2026-11-23T23:00:00.000Z",
    order: "asc",
  });
  expect(bookingFilter(read("from=2026-12-01"), at).from).toBe("2026-11-30T23:00:00.000Z");
});

test("past ends now and shows the latest first; the last day is included", () => {
  expect(bookingFilter(read("view=past"), at)).toMatchObject({
    to: "2026-11-24T09:00:00.000Z",
    order: "desc",
  });
  expect(bookingFilter(read("view=past&to=2026-11-20"), at).to).toBe("2026-11-20T23:00:00.000Z");
});

test("a last day before the first is left out", () => {
  expect(bookingFilter(read("from=2026-12-05&to=2026-12-01"), at)).not.toHaveProperty("to");
});
