import { expect, test } from "vitest";
import { readSyncParams, syncPath } from "./sync-params.ts";

const read = (search: string) => readSyncParams(new URLSearchParams(search));

test("what the address does not say or says wrongly is the first of its kind", () => {
  expect(read("")).toEqual({ tab: "failures", state: "open" });
  expect(read("tab=nowhere&state=nothing")).toEqual({ tab: "failures", state: "open" });
  expect(read("tab=runs&calendar=half-an-id")).toEqual({ tab: "runs", state: "all", calendarId: null });
});

test("a path reads back as what it was made of, and says no more than it must", () => {
  const calendarId = "01890a5d-ac96-774b-bcce-b302099a8057";
  const path = syncPath("runs", { state: "failed", calendarId });
  expect(read(path.slice("/sync?".length))).toEqual({ tab: "runs", state: "failed", calendarId });
  expect(syncPath("failures", { state: "open" })).toBe("/sync");
});
