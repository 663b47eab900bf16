import { expect, test } from "vitest";
import { readKey } from "./shortcut-keys.ts";
import { hasShortcuts, shortcutsCookie } from "./shortcuts-cookie.ts";

test("a letter alone, and g with a letter, are shortcuts", () => {
  expect(readKey("c", null)).toMatchObject({ label: "New booking" });
  expect(readKey("g", null)).toBe("begun");
  expect(readKey("b", "g")).toMatchObject({ label: "Go to bookings" });
  expect(readKey("x", null)).toBeNull();
});

test("a view has a letter, and next has two", () => {
  expect(readKey("m", null)).toMatchObject({ deed: { press: "m" } });
  expect(readKey("j", null)).toBe(readKey("n", null));
  expect(readKey("a", "g")).toMatchObject({ label: "Go to availability" });
});

test("a key that does not go on with the one before begins anew", () => {
  expect(readKey("?", "g")).toMatchObject({ deed: { open: "sheet" } });
  expect(readKey("g", "g")).toBe("begun");
});

test("shortcuts are on until they are switched off", () => {
  expect(hasShortcuts("")).toBe(true);
  expect(hasShortcuts(`color-scheme=dark; ${shortcutsCookie(false).split(";")[0]}`)).toBe(false);
  expect(hasShortcuts("shortcuts=on")).toBe(true);
});
