import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { createGoogleProvider } from "@availability/calendars";
import { calendarConnections } from "@availability/db/schema";
import { must } from "@availability/domain/errors";
import {
  ANN,
  googleEndpoints,
  SIMULATOR_CLIENT_ID,
  SIMULATOR_CLIENT_SECRET,
  startSimulator,
} from "@availability/simulator";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from "vitest";
import * as z from "zod";
import { createCipher, listConnections, refreshCalendars } from "../../src/calendar/index.ts";
import { connectGoogle, createMember, createWorld, monday, type World } from "../world.ts";

const hourMs = 3_600_000;
const encryptionKey = randomBytes(32);
let time = monday;
let simulator: Awaited<ReturnType<typeof startSimulator>>;
let world: World;

beforeAll(async () => {
  simulator = await startSimulator({ port: 0, statePath: null, now: () => time });
  const credentials = { clientId: SIMULATOR_CLIENT_ID, clientSecret: SIMULATOR_CLIENT_SECRET };
  const google = createGoogleProvider({ ...credentials, ...googleEndpoints(simulator.url) });
  world = await createWorld({ google });
  const cipher = createCipher([{ id: "test", key: encryptionKey }]);
  Object.assign(world.environment, { now: () => time, cipher });
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await simulator.stop();
});
beforeEach(async () => {
  await control("POST", "reset");
  await control("DELETE", "faults");
});

async function control(method: string, path: string, body?: object): Promise<unknown> {
  const init = body ? { headers: { "content-type": "application/json" }, body: JSON.stringify(body) } : {};
  const response = await fetch(`${simulator.url}/__sim/${path}`, { method, ...init });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return response.status === 204 ? null : response.json();
}

const Requests = z.array(z.looseObject({ method: z.string().optional(), path: z.string() }));

async function refreshes(): Promise<number> {
  const requests = Requests.parse(await control("GET", "requests"));
  return requests.filter(({ path }) => path.split("?")[0]?.endsWith("/token")).length;
}

async function expiredAccount() {
  const ctx = await createMember(world);
  await connectGoogle(ctx, ANN);
  const [connection] = await listConnections(ctx, {});
  const connectionId = must(connection, "it was connected").id;
  time += 2 * hourMs;
  // The adapter reckons by the real clock, which is ahead of ours.
  await ctx.db
    .update(calendarConnections)
    .set({ accessExpiresAt: new Date(time - hourMs) })
    .where(eq(calendarConnections.id, connectionId));
  await control("DELETE", "requests");
  return { ctx, connectionId };
}

async function start(settings: object): Promise<ChildProcess> {
  const script = fileURLToPath(new URL("./worker.ts", import.meta.url));
  const worker = spawn(process.execPath, ["--import", "tsx", script, JSON.stringify(settings)], {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  await once(worker, "message");
  return worker;
}

test("[SY156] eighty callers in eight processes refresh an expired token once, where a spent refresh token serves no more", async () => {
  await control("POST", "settings", { strictRotation: true });
  const { ctx, connectionId } = await expiredAccount();
  const settings = {
    databaseUrl: world.url,
    simulatorUrl: simulator.url,
    encryptionKey: encryptionKey.toString("base64"),
    now: time,
    organizationId: ctx.actor.organizationId,
    connectionId,
    callers: 10,
  };
  const workers = await Promise.all(Array.from({ length: 8 }, () => start(settings)));
  onTestFinished(() => {
    for (const worker of workers) worker.kill("SIGKILL");
  });
  const answers = workers.map((worker) => once(worker, "message"));
  for (const worker of workers) worker.send("go");
  const met = z.array(z.tuple([z.array(z.string())]).rest(z.unknown())).parse(await Promise.all(answers));
  const tokens = met.flatMap(([each]) => each);
  expect(tokens).toHaveLength(80);
  expect([...new Set(tokens)]).toEqual([expect.stringMatching(/^ya29\./)]);
  expect(await refreshes()).toBe(1);
  const [row] = await ctx.db
    .select()
    .from(calendarConnections)
    .where(eq(calendarConnections.id, connectionId));
  expect(row).toMatchObject({ status: "active", tokenVersion: 2 });
}, 300_000);

const lostAnswer = { match: { method: "oauth.token" }, times: 1, do: { applyThen: { drop: true } } };

test("[SY157] a refresh whose answer was lost is made again where the old refresh token still serves", async () => {
  const { ctx, connectionId } = await expiredAccount();
  await control("POST", "faults", lostAnswer);
  await expect(refreshCalendars(ctx, { connectionId })).rejects.toMatchObject({ kind: "unavailable" });
  expect(await listConnections(ctx, {})).toMatchObject([
    { status: "active", health: { code: "not_answering" } },
  ]);
  expect(await refreshCalendars(ctx, { connectionId })).toMatchObject({ gone: 0 });
  expect(await listConnections(ctx, {})).toMatchObject([{ status: "active", health: { state: "healthy" } }]);
});

test("[SY157] where the lost answer spent the refresh token, the account waits for a person", async () => {
  await control("POST", "settings", { strictRotation: true });
  const { ctx, connectionId } = await expiredAccount();
  await control("POST", "faults", lostAnswer);
  await expect(refreshCalendars(ctx, { connectionId })).rejects.toMatchObject({ kind: "unavailable" });
  await expect(refreshCalendars(ctx, { connectionId })).rejects.toMatchObject({ kind: "auth_revoked" });
  expect(await listConnections(ctx, {})).toMatchObject([
    { status: "needs_reauth", health: { code: "access_revoked", action: "reconnect" } },
  ]);
  await connectGoogle(ctx, ANN);
  expect(await listConnections(ctx, {})).toMatchObject([{ id: connectionId, status: "active" }]);
});
