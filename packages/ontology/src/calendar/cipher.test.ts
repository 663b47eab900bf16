import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { createCipher } from "./cipher.ts";

const oldKey = { id: "2025", key: randomBytes(32) };
const newKey = { id: "2026", key: randomBytes(32) };

test("[SY20] a sealed token opens in its own row and holds nothing in clear", () => {
  const cipher = createCipher([newKey]);
  const sealed = cipher.seal("ya29.secret", "row-1");
  expect(sealed).not.toContain("secret");
  expect(cipher.open(sealed, "row-1")).toBe("ya29.secret");
});

test("[SY20] a sealed token moved to another row does not open", () => {
  const cipher = createCipher([newKey]);
  expect(() => cipher.open(cipher.seal("ya29.secret", "row-1"), "row-2")).toThrow();
});

test("[SY20] one altered character makes a sealed token useless", () => {
  const cipher = createCipher([newKey]);
  const sealed = cipher.seal("ya29.secret", "row-1");
  const at = sealed.length - 3;
  const altered = sealed.slice(0, at) + (sealed[at] === "A" ? "B" : "A") + sealed.slice(at + 1);
  expect(() => cipher.open(altered, "row-1")).toThrow();
});

test("[SY21] after a rotation the new key seals and the old key still opens", () => {
  const sealedBefore = createCipher([oldKey]).seal("ya29.secret", "row-1");
  const rotated = createCipher([newKey, oldKey]);
  expect(rotated.open(sealedBefore, "row-1")).toBe("ya29.secret");
  expect(rotated.seal("x", "row-1")).toMatch(/^v1\.2026\./);
  expect(() => createCipher([newKey]).open(sealedBefore, "row-1")).toThrow(/ENCRYPTION_KEYS/);
});
