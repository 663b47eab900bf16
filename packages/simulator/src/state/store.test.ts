import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { SEED_CALENDARS, startSimulator } from "../index.ts";
import { calendarClient, connect, testSimulator } from "../test-client.ts";

const calendarId = SEED_CALENDARS.meetingRoom;
const HOURS = { start: { dateTime: "2026-11-26T09:00:00Z" }, end: { dateTime: "2026-11-26T10:00:00Z" } };

async function statePath(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "simulator-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return join(folder, "state.json");
}

test("events, tokens, sync tokens, clock and settings survive a restart", async () => {
  const path = await statePath();
  const first = await startSimulator({ port: 0, statePath: path });
  const { api, tokens } = await connect(first.url);
  const { nextSyncToken: syncToken } = (await api.events.list({ calendarId })).data;
  await api.events.insert({ calendarId, requestBody: { id: "bk00001", ...HOURS } });
  await first.stop();
  const second = await testSimulator({ statePath: path, now: Date.now });
  const again = calendarClient(second.url, tokens.access_token ?? "");
  const { data } = await again.events.list({ calendarId, ...(syncToken ? { syncToken } : {}) });
  expect(data.items?.map((event) => event.id)).toEqual(["bk00001"]);
});

test("a killed process loses no event that was answered", async () => {
  const path = await statePath();
  const source = `
    const { startSimulator } = await import(process.argv[1]);
    const { url } = await startSimulator({ port: 0, statePath: process.argv[2] });
    process.stdout.write(url);`;
  const entry = fileURLToPath(new URL("../index.ts", import.meta.url));
  const child = spawn(
    process.execPath,
    ["--import", "tsx", "--input-type=module", "-e", source, entry, path],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  onTestFinished(() => void child.kill("SIGKILL"));
  const url = String((await once(child.stdout, "data"))[0]);
  const { api, tokens } = await connect(url);
  const ids = Array.from({ length: 12 }, (_, number) => `bk${String(number).padStart(5, "0")}`);
  await Promise.all(ids.map((id) => api.events.insert({ calendarId, requestBody: { id, ...HOURS } })));
  child.kill("SIGKILL");
  await once(child, "exit");
  const second = await testSimulator({ statePath: path, now: Date.now });
  const again = calendarClient(second.url, tokens.access_token ?? "");
  const found = ((await again.events.list({ calendarId })).data.items ?? []).map((event) => event.id);
  expect(found).toEqual(expect.arrayContaining(ids));
});

test("the file is for its owner only, complete JSON at all times, and holds no token in clear", async () => {
  const path = await statePath();
  const { url } = await testSimulator({ statePath: path });
  const { tokens } = await connect(url);
  const text = await readFile(path, "utf8");
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(JSON.parse(text)).toMatchObject({ format: 1 });
  expect(text).not.toContain(tokens.access_token);
  expect(text).not.toContain(tokens.refresh_token);
  expect(await readdir(join(path, ".."))).toEqual(["state.json"]);
});

test.each([
  ["not JSON", "{ half a", /it is not JSON/],
  ["another format", '{"format":2}', /format/],
  ["nothing", "", /it is not JSON/],
])("a damaged state file (%s) is one clear error and stays untouched", async (_, text, message) => {
  const path = await statePath();
  await writeFile(path, text);
  const start = startSimulator({ port: 0, statePath: path });
  await expect(start).rejects.toThrow(message);
  await expect(start).rejects.toThrow(path);
  expect(await readFile(path, "utf8")).toBe(text);
});

test("what cannot be saved is not answered as done", async () => {
  const path = await statePath();
  const log: string[] = [];
  const { url } = await testSimulator({ statePath: path, log: (message) => log.push(message) });
  const { api } = await connect(url);
  await rm(join(path, ".."), { recursive: true });
  await expect(api.events.insert({ calendarId, requestBody: HOURS })).rejects.toThrow();
  expect(log.join()).toContain("ENOENT");
  // The same change is saved as soon as it can be.
  await mkdir(join(path, ".."));
  expect((await api.events.list({ calendarId })).status).toBe(200);
  expect(await readdir(join(path, ".."))).toEqual(["state.json"]);
});

test("a taken port is one clear error", async () => {
  const { url } = await testSimulator();
  const port = Number(new URL(url).port);
  await expect(startSimulator({ port, statePath: null })).rejects.toThrow(
    `127.0.0.1:${port}: the port is taken`,
  );
});
