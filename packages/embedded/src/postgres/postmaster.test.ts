import { expect, test } from "vitest";
import { parsePidFile } from "./postmaster.ts";

test("the note of a running server gives process, port and status", () => {
  const text = "4711\n/data/cluster\n1764000000\n54321\n\n127.0.0.1\n  1234  5678\nready   \n";
  expect(parsePidFile(text)).toEqual({ pid: 4711, port: 54_321, status: "ready" });
});

test("a note that is still being written has no status yet", () => {
  expect(parsePidFile("4711\n/data/cluster\n1764000000\n54321\n")).toMatchObject({
    pid: 4711,
    status: "unknown",
  });
});

test.each(["", "\n", "abc\n", "0\n", "-5\n"])("%j names no server", (text) => {
  expect(parsePidFile(text)).toBeNull();
});
