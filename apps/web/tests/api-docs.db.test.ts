import { chmod, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { matches, run, stepsOf } from "./api-docs-blocks.ts";
import { startApi, temporaryFolder } from "./api-docs-server.ts";

const document = path.join(import.meta.dirname, "../../../docs/api.md");
const shim = path.join(import.meta.dirname, "api-docs-curl.mjs");

test("every command in docs/api.md prints what the document says", { timeout: 300_000 }, async () => {
  const steps = stepsOf(await readFile(document, "utf8"));
  expect(steps.length).toBeGreaterThan(20);
  await using api = await startApi();
  await using bin = await temporaryFolder();
  await standInForCurl(bin.folder);
  const env = { PATH: `${bin.folder}:${process.env.PATH}`, TZ: "UTC", URL: api.url, KEY: api.key };
  const printed = await run(steps, env);
  for (const [index, { line, expected }] of steps.entries()) {
    const text = printed[index] ?? "";
    const where = `docs/api.md:${line} printed\n${text}`;
    if (expected === null) expect(text, where).toBe("");
    else if (expected.kind === "text") expect(matches(expected.text, text), where).toBe(true);
    else expect(matches(JSON.parse(expected.text), JSON.parse(text)), where).toBe(true);
  }
});

test("a result matches when it holds what is shown, and only then", () => {
  const slot = { start: "2030-02-04T09:00:00+01:00", remaining: 8 };
  expect(matches({ data: [{ start: "…T09:00:00+01:00" }] }, { data: [slot], nextCursor: null })).toBe(true);
  expect(matches({ data: [{ remaining: 8 }, "…"] }, { data: [slot, slot] })).toBe(true);
  expect(matches({ id: "…" }, { id: null })).toBe(true);
  for (const wrong of [
    { data: [] },
    { data: [slot, slot] },
    { data: [{ ...slot, remaining: 7 }] },
    {},
    null,
  ]) {
    expect(matches({ data: [{ remaining: 8 }] }, wrong), JSON.stringify(wrong)).toBe(false);
  }
  expect(matches("09:00 8\n10:00 …", "09:00 8\n10:00 5")).toBe(true);
  expect(matches("09:00 …", "09:00 8\n10:00 5")).toBe(false);
});

async function standInForCurl(folder: string): Promise<void> {
  const curl = path.join(folder, "curl");
  await writeFile(curl, `#!/bin/sh\nexec "${process.execPath}" "${shim}" "$@"\n`);
  const node = path.join(folder, "node");
  await writeFile(node, `#!/bin/sh\nexec "${process.execPath}" "$@"\n`);
  await Promise.all([chmod(curl, 0o755), chmod(node, 0o755)]);
}
