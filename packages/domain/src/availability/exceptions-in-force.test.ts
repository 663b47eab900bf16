import { expect, test } from "vitest";
import { exceptionsInForce, type LevelException } from "./index.ts";

const hours = [{ start: "10:00", end: "12:00" }];
const given = (
  id: string,
  level: LevelException["level"],
  changes: Partial<LevelException> = {},
): LevelException => ({
  id,
  level,
  date: "2026-12-24",
  hours,
  reason: null,
  ...changes,
});
const ids = (exceptions: LevelException[]) => exceptionsInForce(exceptions).map(({ cause }) => cause.id);

test("[AV81] of hours set for a date those of the nearest level count, in whatever order they come", () => {
  const own = given("own", "product");
  const branch = given("branch", "location");
  const all = given("all", "organization");
  expect(ids([own, branch, all])).toEqual(["own"]);
  expect(ids([all, branch])).toEqual(["branch"]);
  expect(ids([branch, all, own])).toEqual(["own"]);
});

test("[AV81] what is closed at any level is closed", () => {
  const closed = given("closed", "organization", { hours: [], reason: "Works outing" });
  expect(exceptionsInForce([given("own", "product"), closed])).toEqual([
    {
      date: "2026-12-24",
      hours: [],
      level: "organization",
      cause: { kind: "exception", id: "closed", name: "Works outing" },
    },
  ]);
  expect(ids([closed, given("own", "product", { hours: [] })])).toEqual(["own"]);
});

test("[AV82] a holiday closes its date, unless hours are set for it or it is opened all the same", () => {
  const holidays = [
    { date: "2026-12-25", name: "Christmas Day" },
    { date: "2026-12-24", name: "Christmas Eve" },
  ];
  expect(exceptionsInForce([], holidays).map(({ date, hours, cause }) => [date, hours, cause.name])).toEqual([
    ["2026-12-24", [], "Christmas Eve"],
    ["2026-12-25", [], "Christmas Day"],
  ]);
  expect(exceptionsInForce([given("own", "organization")], holidays)[0]).toMatchObject({ hours });
  expect(exceptionsInForce([], holidays, ["2026-12-25"]).map(({ date }) => date)).toEqual(["2026-12-24"]);
});
