import { expect, test } from "vitest";
import { firstScreen, nextPath } from "./next-path.ts";

test.each(["/", "/availability?product=1&view=day", "/invitations/abc", "/a/b#part", "/a//b"])(
  "keeps the path %s of this site",
  (path) => expect(nextPath(path)).toBe(path),
);

test.each([
  "//evil.example",
  "///evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "/.//evil.example",
  "/x/..//evil.example",
  "/%2e//evil.example",
  "https://evil.example",
  "javascript:alert(1)",
  "evil.example",
  " //evil.example",
  "",
])("leads from %j to the first screen", (attempt) => expect(nextPath(attempt)).toBe(firstScreen));

test("leads to the first screen when nothing is named", () => expect(nextPath(null)).toBe(firstScreen));

test("what it returns stays on the site that resolves it", () => {
  for (const attempt of [
    "/..//evil.example",
    "/;//evil.example",
    "/@evil.example",
    "/a/../..//evil.example",
  ]) {
    expect(new URL(nextPath(attempt), "https://book.example.org").host).toBe("book.example.org");
  }
});
