import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loadSecrets, SecretsFileError } from "./secrets.ts";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "availability-secrets-"));
  file = path.join(folder, "data", "secrets.json");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("generates secrets that only their owner may read, and keeps them", () => {
  const first = loadSecrets(file);
  expect(first.authSecret.length).toBeGreaterThanOrEqual(32);
  expect(first.encryptionKeys.map(({ id, key }) => [id, key.length])).toEqual([["k1", 32]]);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(path.dirname(file))).toEqual(["secrets.json"]);
  expect(loadSecrets(file)).toEqual(first);
});

test("two installations share no secret", () => {
  const other = loadSecrets(path.join(folder, "other.json"));
  const mine = loadSecrets(file);
  expect(mine.authSecret).not.toBe(other.authSecret);
  expect(mine.encryptionKeys[0]?.key).not.toEqual(other.encryptionKeys[0]?.key);
});

test("takes away what others were allowed", () => {
  loadSecrets(file);
  chmodSync(file, 0o644);
  loadSecrets(file);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test.each([
  ["", "it is not JSON"],
  ["{", "it is not JSON"],
  ["[]", "malformed (everything)"],
  ["{}", "malformed (authSecret, encryptionKeys)"],
  [
    JSON.stringify({ authSecret: "x".repeat(32), encryptionKeys: "k1:c2hvcnQ=" }),
    "malformed (encryptionKeys)",
  ],
])("refuses the file %j with one message that says what to do, and leaves it alone", (content, fault) => {
  mkdirSync(path.dirname(file));
  writeFileSync(file, content, { mode: 0o600 });
  expect(() => loadSecrets(file)).toThrow(SecretsFileError);
  expect(() => loadSecrets(file)).toThrow(fault);
  expect(() => loadSecrets(file)).toThrow(
    "Restore it from a backup, or set AUTH_SECRET and ENCRYPTION_KEYS.",
  );
  expect(statSync(file).size).toBe(content.length);
});

test("shows none of the file's content in the message", () => {
  mkdirSync(path.dirname(file));
  writeFileSync(file, JSON.stringify({ authSecret: "hunter2", encryptionKeys: "k1:hunter3" }));
  expect(() => loadSecrets(file)).toThrow(/^(?!.*hunter)/s);
});
