import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..");
const specs = readdirSync(join(root, "docs/spec")).filter((name) => name.endsWith(".md"));
const skipped = new Set(["node_modules", "build", ".git", ".data", ".turbo", "test-results"]);

function testFiles(folder: string): string[] {
  return readdirSync(join(root, folder)).flatMap((entry) => {
    const path = join(folder, entry);
    if (skipped.has(entry)) return [];
    if (statSync(join(root, path)).isDirectory()) return testFiles(path);
    return /\.(test|spec)\.tsx?$|contract\.ts$/.test(entry) ? [path] : [];
  });
}

const quoted = new Set(
  ["packages", "apps", "tests", "bench"]
    .flatMap(testFiles)
    .flatMap(
      (path) => readFileSync(join(root, path), "utf8").match(/\[[A-Z]{2}\d+\](?:\[[A-Z]{2}\d+\])*/g) ?? [],
    )
    .flatMap((ids) => ids.slice(1, -1).split("][")),
);

function rules(spec: string): string[] {
  const text = readFileSync(join(root, "docs/spec", spec), "utf8");
  return [...text.matchAll(/^(?:[-*] )?\*\*([A-Z]{2}\d+)\*\*/gm)].map((match) => match[1] ?? "");
}

test.each(specs)("every rule of %s is quoted by the title of a test", (spec) => {
  const ids = rules(spec);
  expect(ids.length).toBeGreaterThan(0);
  expect(new Set(ids).size, "an id is given twice").toBe(ids.length);
  expect(ids.filter((id) => !quoted.has(id))).toEqual([]);
});

test("no test quotes a rule that no spec has", () => {
  const known = new Set(specs.flatMap(rules));
  expect([...quoted].filter((id) => !known.has(id)).sort()).toEqual([]);
});
