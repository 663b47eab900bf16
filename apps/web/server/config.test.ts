import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { ConfigError, parseConfig } from "./config.ts";
import { Environment } from "./environment.ts";

const dataDir = mkdtempSync(path.join(tmpdir(), "availability-config-"));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

const key = Buffer.alloc(32, 7).toString("base64");
const databaseUrl = "postgres://user:password@localhost:5432/availability";
const inngestKeys = { INNGEST_EVENT_KEY: "event", INNGEST_SIGNING_KEY: "signkey-prod-0123abcd" };

function parse(env: Record<string, string>) {
  return parseConfig({ DATA_DIR: dataDir, ...env });
}

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    parse(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

test("needs nothing, and then runs everything embedded on this machine alone", () => {
  const config = parse({});
  expect(config).toMatchObject({
    host: "127.0.0.1",
    port: 3000,
    databaseUrl: null,
    google: null,
    microsoft: null,
    inngest: null,
    demoData: true,
  });
  expect(config.appUrl.href).toBe("http://127.0.0.1:3000/");
});

test("takes empty and blank values for absent ones", () => {
  expect(parse({ PORT: "", DATABASE_URL: " ", GOOGLE_OAUTH_CLIENT_ID: "" })).toMatchObject({
    port: 3000,
    databaseUrl: null,
    google: null,
  });
});

test.each([
  [{ HOST: "0.0.0.0" }, "http://localhost:3000/"],
  [{ HOST: "::1", PORT: "8080" }, "http://[::1]:8080/"],
  [{ APP_URL: "https://book.example.org/" }, "https://book.example.org/"],
])("browsers reach %j at %s", (env, url) => expect(parse(env).appUrl.href).toBe(url));

test.each([
  ["PORT", "http", "must be a whole number from 1 to 65535"],
  ["PORT", "0", "must be a whole number from 1 to 65535"],
  ["PORT", "65536", "must be a whole number from 1 to 65535"],
  ["PORT", "80.5", "must be a whole number from 1 to 65535"],
  ["SIMULATOR_PORT", "-1", "must be a whole number from 0 to 65535"],
  ["TRUSTED_PROXIES", "all", "must be a whole number from 0 to 10"],
  ["SHUTDOWN_TIMEOUT_MS", "5s", "must be a whole number from 100 to 120000"],
  ["APP_URL", "book.example.org", "must be an http or https URL"],
  ["APP_URL", "ftp://book.example.org", "must be an http or https URL"],
  ["APP_URL", "https://example.org/book", "must be the site's root"],
  ["DATABASE_URL", "mysql://localhost/x", "must be a Postgres URL"],
  ["DATABASE_URL", "postgres://localhost", "must be a Postgres URL"],
  ["AUTH_SECRET", "short", "must have at least 32 characters"],
  ["ENCRYPTION_KEYS", "hunter2", "must be id:key[,id:key…]"],
  ["ENCRYPTION_KEYS", "k1:c2hvcnQ=", "must be id:key[,id:key…], each key 32 bytes in base64"],
  ["ENCRYPTION_KEYS", `k1:${key},`, "must be id:key[,id:key…]"],
  ["ENCRYPTION_KEYS", `:${key}`, "must be id:key[,id:key…]"],
  ["ENCRYPTION_KEYS", `k1:${key},k1:${key}`, "names the same key id twice"],
  ["GOOGLE_TOKEN_URL", "localhost:1", "must be an http or https URL"],
  ["GOOGLE_API_ROOT_URL", "/google", "must be an http or https URL"],
  ["MICROSOFT_GRAPH_URL", "graph", "must be an http or https URL"],
  ["INNGEST_BASE_URL", "inngest", "must be an http or https URL"],
  ["INNGEST_SIGNING_KEY", "signkey-prod-abc", "must be hexadecimal with an even number of digits"],
  ["INNGEST_DEV", "yes", "must be 1 or 0"],
  ["DEMO_DATA", "on", "must be 1 or 0"],
  ["LOG_LEVEL", "loud", "must be one of fatal, error"],
])("refuses %s=%s and names the fix", (name, value, fix) => {
  expect(problemsOf({ [name]: value })).toContainEqual(expect.stringContaining(`${name} ${fix}`));
});

test("lists all faults at once, those between variables too", () => {
  const problems = problemsOf({ PORT: "x", LOG_LEVEL: "loud", GOOGLE_OAUTH_CLIENT_ID: "id" });
  expect(problems.map((problem) => problem.split(" ")[0]).sort()).toEqual([
    "GOOGLE_OAUTH_CLIENT_SECRET",
    "LOG_LEVEL",
    "PORT",
  ]);
  expect(new ConfigError(problems).message.split("\n")).toHaveLength(4);
});

test.each([
  ["GOOGLE_OAUTH_CLIENT_ID", "GOOGLE_OAUTH_CLIENT_SECRET"],
  ["GOOGLE_OAUTH_CLIENT_SECRET", "GOOGLE_OAUTH_CLIENT_ID"],
  ["MICROSOFT_CLIENT_ID", "MICROSOFT_CLIENT_SECRET"],
  ["MICROSOFT_CLIENT_SECRET", "MICROSOFT_CLIENT_ID"],
  ["INNGEST_EVENT_KEY", "INNGEST_SIGNING_KEY"],
  ["INNGEST_SIGNING_KEY", "INNGEST_EVENT_KEY"],
])("refuses %s without %s", (present, absent) => {
  expect(problemsOf({ [present]: "0123" })).toEqual([
    `${absent} is missing although ${present} is set: set both, or neither`,
  ]);
});

test("no secret reaches a message", () => {
  const env = {
    AUTH_SECRET: "hunter2",
    ENCRYPTION_KEYS: "k1:hunter2",
    DATABASE_URL: "postgres://user:hunter2@localhost",
    INNGEST_SIGNING_KEY: "hunter2",
    GOOGLE_OAUTH_CLIENT_SECRET: "hunter2",
  };
  const problems = problemsOf(env);
  expect(problems.length).toBeGreaterThanOrEqual(5);
  expect(problems.join("\n")).not.toContain("hunter2");
});

test("the first encryption key encrypts, the others decrypt", () => {
  const { encryptionKeys } = parse({ ENCRYPTION_KEYS: `k2:${key}, k1:${key}` });
  expect(encryptionKeys.map(({ id, key }) => [id, key.length])).toEqual([
    ["k2", 32],
    ["k1", 32],
  ]);
});

test("Inngest needs both keys, or a dev server on this machine", () => {
  expect(parse(inngestKeys).inngest).toMatchObject({ isDev: false, baseUrl: null });
  expect(parse({ INNGEST_DEV: "1", INNGEST_BASE_URL: "http://127.0.0.1:8288/" }).inngest).toMatchObject({
    isDev: true,
    baseUrl: "http://127.0.0.1:8288",
    signingKey: null,
  });
  expect(problemsOf({ INNGEST_BASE_URL: "http://127.0.0.1:8288" })[0]).toMatch(
    /^INNGEST_BASE_URL needs INNGEST_EVENT_KEY and INNGEST_SIGNING_KEY/,
  );
  expect(problemsOf({ INNGEST_DEV: "1", HOST: "0.0.0.0" })[0]).toContain("HOST must be 127.0.0.1");
});

test.each([
  [{}, true],
  [{ DATABASE_URL: databaseUrl }, false],
  [{ GOOGLE_OAUTH_CLIENT_ID: "id", GOOGLE_OAUTH_CLIENT_SECRET: "secret" }, false],
  [{ DEMO_DATA: "0" }, false],
  [{ DEMO_DATA: "1", DATABASE_URL: databaseUrl }, true],
])("with %j demo data is %s", (env, expected) => expect(parse(env).demoData).toBe(expected));

test(".env.example lists every variable there is, and no other", () => {
  const example = readFileSync(new URL("../../../.env.example", import.meta.url), "utf8");
  const listed = [...example.matchAll(/^#?([A-Z][A-Z0-9_]*)=/gm)].map(([, name]) => name);
  expect(listed.sort()).toEqual(Object.keys(Environment.shape).sort());
});

test("webhooks reach private addresses only where that was asked for", () => {
  expect(parse({}).allowPrivateWebhooks).toBe(false);
  expect(parse({ WEBHOOKS_ALLOW_PRIVATE: "1" }).allowPrivateWebhooks).toBe(true);
});
