import { describe, expect, test } from "vitest";
import { isBusy } from "./busy.ts";
import type { RemoteEvent } from "./port.ts";

type Facts = Pick<RemoteEvent, "showAs" | "type" | "selfResponse">;

const plain: Facts = { showAs: "busy", type: "default", selfResponse: null };

const table: [title: string, facts: Partial<Facts>, busy: boolean][] = [
  ["[SY1] an ordinary event is busy", {}, true],
  ["[SY1] an accepted invitation is busy", { selfResponse: "accepted" }, true],
  ["[SY1] an event taken from mail goes by its transparency: busy", { type: "from_gmail" }, true],
  [
    "[SY1] an event taken from mail goes by its transparency: free",
    { type: "from_gmail", showAs: "free" },
    false,
  ],
  ["[SY2] an event shown as free is not busy", { showAs: "free" }, false],
  ["[SY2] working elsewhere is not busy", { showAs: "working_elsewhere" }, false],
  ["[SY2] free wins over an accepted invitation", { showAs: "free", selfResponse: "accepted" }, false],
  ["[SY3] a declined invitation is not busy", { selfResponse: "declined" }, false],
  ["[SY3] declined wins over out of office", { selfResponse: "declined", showAs: "out_of_office" }, false],
  ["[SY4] a working location is not busy", { type: "working_location" }, false],
  ["[SY4] a birthday is not busy", { type: "birthday" }, false],
  ["[SY5] out of office by type is busy", { type: "out_of_office" }, true],
  ["[SY5] out of office by display is busy", { showAs: "out_of_office" }, true],
  ["[SY5] focus time is busy", { type: "focus_time" }, true],
  ["[SY6] a tentative event is busy", { showAs: "tentative" }, true],
  ["[SY6] a tentative answer is busy", { selfResponse: "tentative" }, true],
  ["[SY6] an unanswered invitation is busy", { selfResponse: "needs_action" }, true],
];

describe("isBusy", () => {
  test.each(table)("%s", (_title, facts, busy) => {
    expect(isBusy({ ...plain, ...facts })).toBe(busy);
  });
});
