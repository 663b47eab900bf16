import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { SEED_CALENDARS, startSimulator } from "../index.ts";
import { connect, testSimulator } from "../test-client.ts";
import { METHODS, schemaViolation } from "./conformance.ts";

test("the schema tells a valid event from one with a foreign field or value", () => {
  const event = { kind: "calendar#event", id: "bk00001", status: "confirmed", start: { date: "2026-11-26" } };
  expect(schemaViolation("Event", event)).toBeNull();
  expect(schemaViolation("Event", { ...event, colour: "red" })).toContain("additional properties");
  expect(schemaViolation("Event", { ...event, status: "perhaps" })).toContain("status");
  expect(METHODS["events.list"]?.query).toContain("syncToken");
});

test("an answer that breaks the schema is a 500 that says why, and is logged", async () => {
  const folder = await mkdtemp(join(tmpdir(), "simulator-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const statePath = join(folder, "state.json");
  await (await startSimulator({ port: 0, statePath })).stop();
  const text = await readFile(statePath, "utf8");
  await writeFile(
    statePath,
    text.replace('"summary":"Board meeting"', '"summary":"Board meeting","visibility":"foggy"'),
  );
  const log: string[] = [];
  const { url } = await testSimulator({ statePath, log: (message) => log.push(message) });
  const { api } = await connect(url);
  const listing = api.events.list({ calendarId: SEED_CALENDARS.meetingRoom });
  await expect(listing).rejects.toMatchObject({
    status: 500,
    message: expect.stringContaining("not a valid Events"),
  });
  expect(log.join()).toContain("visibility");
});
