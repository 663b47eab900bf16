import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..");

/** Which of our packages each may import. Tests may use more; see `testEdges`. */
const edges: Record<string, string[]> = {
  domain: [],
  db: ["domain"],
  ontology: ["db", "domain"],
  calendars: ["domain"],
  jobs: ["ontology", "calendars", "domain"],
  simulator: [],
  embedded: [],
  testkit: ["db", "domain", "embedded"],
  web: ["ontology", "jobs", "calendars", "domain", "db", "embedded", "simulator"],
  bench: ["domain", "db", "ontology", "calendars", "jobs", "simulator", "embedded", "testkit", "web"],
};

const testEdges: Record<string, string[]> = {
  ontology: ["testkit", "calendars", "simulator"],
  calendars: ["simulator"],
  jobs: ["testkit", "embedded", "db", "calendars", "simulator"],
  embedded: ["testkit"],
  web: ["testkit"],
};

/** Libraries that one place alone may import, by the folder that holds it. */
const confined: Record<string, string[]> = {
  googleapis: ["packages/calendars/src/google/", "packages/simulator/src/"],
  "openid-client": ["packages/calendars/src/"],
  "drizzle-orm": ["packages/db/", "packages/ontology/", "apps/web/server/"],
  postgres: ["packages/db/", "packages/embedded/", "packages/testkit/", "apps/web/server/"],
  "graphile-worker": ["packages/embedded/src/executor/"],
  "date-holidays": ["packages/ontology/src/availability/holidays.ts"],
  "rrule-temporal": ["packages/domain/src/availability/recurrence.ts"],
};

/** The one file of each part that reads `process.env`. */
const environmentReaders = [
  "apps/web/server/config.ts",
  "packages/domain/src/availability/oracle/property-runs.ts",
  "packages/testkit/src/global-setup.ts",
];

const packages = [
  ...readdirSync(join(root, "packages")).map((name) => ({ name, folder: `packages/${name}` })),
  { name: "web", folder: "apps/web" },
  { name: "bench", folder: "bench" },
];

const skipped = new Set(["node_modules", "build", ".data", "test-results", "playwright-report"]);

function sources(folder: string): string[] {
  return readdirSync(join(root, folder)).flatMap((entry) => {
    const path = `${folder}/${entry}`;
    if (skipped.has(entry)) return [];
    if (statSync(join(root, path)).isDirectory()) return sources(path);
    return /\.(ts|tsx|mjs)$/.test(entry) ? [path] : [];
  });
}

function imports(path: string): string[] {
  const text = readFileSync(join(root, path), "utf8");
  return [...text.matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map((match) => match[1] ?? "");
}

const isTest = (path: string) =>
  /\.test\.tsx?$|\/tests\/|\/e2e\/|\/contract\/|test-|-world\.ts$|\.fixture\.ts$|\/stub-|\/collect\.ts$/.test(
    path,
  );

test.each(packages)("$name imports only what the table of edges allows", ({ name, folder }) => {
  const allowed = edges[name];
  expect(allowed, `${name} is not in the table of edges`).toBeDefined();
  const violations = sources(folder).flatMap((path) => {
    const reachable = isTest(path) ? [...(allowed ?? []), ...(testEdges[name] ?? [])] : (allowed ?? []);
    return imports(path)
      .map((specifier) => /^@availability\/([a-z]+)/.exec(specifier)?.[1])
      .filter((target) => target !== undefined && target !== name && !reachable.includes(target))
      .map((target) => `${path} imports ${target}`);
  });
  expect(violations).toEqual([]);
});

test.each(packages)("$name declares no dependency on a package outside its edges", ({ name, folder }) => {
  const manifest = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
  const ours = (dependencies: Record<string, string> = {}) =>
    Object.keys(dependencies)
      .filter((key) => key.startsWith("@availability/"))
      .map((key) => key.slice("@availability/".length));
  expect(ours(manifest.dependencies).filter((target) => !edges[name]?.includes(target))).toEqual([]);
  const all = [...(edges[name] ?? []), ...(testEdges[name] ?? [])];
  expect(ours(manifest.devDependencies).filter((target) => !all.includes(target))).toEqual([]);
});

test("a relative import never leaves its package", () => {
  const violations = packages.flatMap(({ folder }) =>
    sources(folder).flatMap((path) =>
      imports(path)
        .filter((specifier) => specifier.startsWith("."))
        .filter((specifier) => relative(folder, join(path, "..", specifier)).startsWith(".."))
        .map((specifier) => `${path} imports ${specifier}`),
    ),
  );
  expect(violations).toEqual([]);
});

test.each(Object.entries(confined))("%s is imported in its own place alone", (library, places) => {
  const violations = packages.flatMap(({ folder }) =>
    sources(folder)
      .filter((path) => !isTest(path) && !places.some((place) => path.startsWith(place)))
      .filter((path) => imports(path).some((name) => name === library || name.startsWith(`${library}/`))),
  );
  expect(violations).toEqual([]);
});

test("process.env is read in the configuration alone", () => {
  const readers = packages
    .flatMap(({ folder }) => sources(folder))
    .filter((path) => !isTest(path) && !/\.config\.ts$/.test(path))
    .filter((path) => readFileSync(join(root, path), "utf8").includes("process.env"));
  expect(readers.sort()).toEqual([...environmentReaders].sort());
});
