import { expect, test } from "vitest";
import { csvCell } from "./csv-stream.ts";

test.each([
  [null, ""],
  [-5, "-5"],
  [true, "true"],
  ["plain", "plain"],
  ['say "hi"', '"say ""hi"""'],
  ["a,b", '"a,b"'],
  ["a\nb", '"a\nb"'],
  ["=1+1", "'=1+1"],
  ["+49", "'+49"],
  ["-x", "'-x"],
  ["@x", "'@x"],
  ["\t=1", "'\t=1"],
  ["a=1", "a=1"],
  ["", ""],
])("[BK77] %j is written as %j", (value, cell) => {
  expect(csvCell(value)).toBe(cell);
});
