import { expect, test } from "vitest";
import { isPutAway, putAwayCookie } from "./first-steps-cookie.ts";

const [mine, theirs] = ["0193a-1", "0193a-2"];
const cookieOf = (setCookie: string) => `color-scheme=dark; ${setCookie.split(";")[0]}`;

test("the checklist is put away for one organisation and not for another", () => {
  expect(isPutAway("", mine)).toBe(false);
  const cookie = cookieOf(putAwayCookie("", mine));
  expect(isPutAway(cookie, mine)).toBe(true);
  expect(isPutAway(cookie, theirs)).toBe(false);
});

test("putting another away keeps the first, and once is enough", () => {
  const both = cookieOf(putAwayCookie(cookieOf(putAwayCookie("", mine)), theirs));
  expect(isPutAway(both, mine) && isPutAway(both, theirs)).toBe(true);
  expect(putAwayCookie(both, theirs)).toBe(putAwayCookie(cookieOf(putAwayCookie("", mine)), theirs));
});

test("a cookie that is not ours is read as nothing", () => {
  expect(isPutAway('first-steps="><script>', mine)).toBe(false);
});
