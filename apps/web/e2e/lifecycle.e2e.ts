import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "@playwright/test";
import {
  freePort,
  holdPort,
  processesOf,
  type ServerProcess,
  spawnServer,
  untilNoProcess,
  untilReady,
} from "./process.ts";

let dataDir: string;
const running: ServerProcess[] = [];

test.beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), "availability-life-"));
  // The embedded Postgres may run under another user, which has to reach its files.
  await chmod(dataDir, 0o755);
});
test.afterEach(async () => {
  for (const server of running.splice(0)) {
    if (server.child.exitCode === null && server.child.signalCode === null) server.child.kill("SIGTERM");
    await server.exit;
  }
  await untilNoProcess(dataDir);
  await rm(dataDir, { recursive: true, force: true });
});

function start(env: Record<string, string>): ServerProcess {
  const server = spawnServer({ DATA_DIR: dataDir, LOG_LEVEL: "warn", ...env });
  running.push(server);
  return server;
}

test("a taken port: one line that names PORT and another one to try, exit code 1, nothing left", async () => {
  const { port, server: holder } = await holdPort();
  const server = start({ PORT: String(port) });
  expect(await server.exit).toBe(1);
  expect(server.output().trim()).toBe(
    `Cannot run: Port ${port} on 127.0.0.1 is taken. Stop what listens there, or choose another with PORT, for example PORT=${port + 1}.`,
  );
  expect(await processesOf(dataDir)).toEqual([]);
  holder.close();
});

test("an unreachable DATABASE_URL: host and port are named, the password is not", async () => {
  const closed = await freePort();
  const server = start({
    PORT: String(await freePort()),
    DATABASE_URL: `postgres://someone:hunter2@127.0.0.1:${closed}/availability`,
  });
  expect(await server.exit).toBe(1);
  const lines = server.output().trim().split("\n");
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain(
    `DATABASE_URL points at 127.0.0.1:${closed}/availability, but nothing listens there`,
  );
  expect(lines[0]).toContain("remove it to use the embedded Postgres");
  expect(server.output()).not.toContain("hunter2");
});

test("faulty variables: each is named with its fix, no secret is shown, nothing is started", async () => {
  const server = start({ PORT: "http", ENCRYPTION_KEYS: "hunter2" });
  expect(await server.exit).toBe(1);
  expect(server.output()).toContain("PORT must be a whole number from 1 to 65535");
  expect(server.output()).toContain("ENCRYPTION_KEYS must be id:key[,id:key…], each key 32 bytes in base64");
  expect(server.output()).not.toContain("hunter2");
  expect(server.output().trim().split("\n")).toHaveLength(3);
});

test("data outlives Ctrl-C and kill -9, and every stop leaves no process", async () => {
  test.setTimeout(180_000);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const begin = async () => {
    const server = start({ PORT: String(port) });
    await untilReady(server, url);
    return server;
  };

  const first = await begin();
  await signUp(url, "ann@example.org");
  expect((await processesOf(dataDir)).length).toBeGreaterThan(0);
  first.child.kill("SIGINT");
  expect(await first.exit).toBe(0);
  await untilNoProcess(dataDir);

  const second = await begin();
  expect(await signIn(url, "ann@example.org")).toBe(200);
  await signUp(url, "bob@example.org");
  second.child.kill("SIGKILL");
  expect(await second.exit).toBe(137);

  const third = await begin();
  expect(await signIn(url, "ann@example.org")).toBe(200);
  expect(await signIn(url, "bob@example.org")).toBe(200);
  third.child.kill("SIGTERM");
  expect(await third.exit).toBe(0);
  await untilNoProcess(dataDir);
});

const password = "correct horse battery";

async function signUp(url: string, email: string): Promise<void> {
  expect(await post(url, "/api/auth/sign-up/email", { name: "Somebody", email, password })).toBe(200);
}

function signIn(url: string, email: string): Promise<number> {
  return post(url, "/api/auth/sign-in/email", { email, password });
}

async function post(url: string, address: string, body: object): Promise<number> {
  const headers = { "Content-Type": "application/json", Origin: url };
  return (await fetch(`${url}${address}`, { method: "POST", headers, body: JSON.stringify(body) })).status;
}
