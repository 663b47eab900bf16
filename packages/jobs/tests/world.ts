import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { createGoogleProvider } from "@availability/calendars";
import { newId, openDatabase } from "@availability/db";
import { installation, members, organizations, users } from "@availability/db/schema";
import { must } from "@availability/domain/errors";
import { permissions } from "@availability/domain/organization";
import { CreateProduct } from "@availability/domain/product";
import type { Ctx } from "@availability/ontology";
import { setSchedule } from "@availability/ontology/availability";
import {
  completeConnection,
  createCipher,
  listConnections,
  startConnection,
  updateCalendarLinks,
} from "@availability/ontology/calendar";
import { createProduct } from "@availability/ontology/product";
import {
  ANN,
  googleEndpoints,
  grantConsent,
  SIMULATOR_CLIENT_ID,
  SIMULATOR_CLIENT_SECRET,
  startSimulator,
} from "@availability/simulator";
import { createTestDatabase } from "@availability/testkit";
import * as z from "zod";

export type World = Awaited<ReturnType<typeof createWorld>>;

/** An organisation whose room is linked to Ann's calendar in a simulator; work is done by worker processes alone. */
export async function createWorld() {
  const testDatabase = await createTestDatabase();
  const database = openDatabase(testDatabase.url, { max: 4 });
  const simulator = await startSimulator({ port: 0, statePath: null });
  const encryptionKey = randomBytes(32);
  const tokens: string[] = [];
  const [row] = await database.db.select({ id: installation.id }).from(installation);
  const installationId = must(row, "the migration makes the installation's row").id;
  const organizationId = newId();
  const userId = newId();
  await database.db.insert(organizations).values({ id: organizationId, name: "Test", slug: organizationId });
  await database.db.insert(users).values({ id: userId, name: "Ann", email: `${userId}@example.org` });
  await database.db.insert(members).values({ id: newId(), organizationId, userId, role: "owner" });
  const ctx: Ctx = {
    db: database.db,
    now: Date.now,
    providers: {
      google: createGoogleProvider({
        clientId: SIMULATOR_CLIENT_ID,
        clientSecret: SIMULATOR_CLIENT_SECRET,
        ...googleEndpoints(simulator.url),
        fetch: recordingTokens(tokens),
      }),
    },
    cipher: createCipher([{ id: "test", key: encryptionKey }]),
    installationId,
    publish: () => undefined,
    actor: { kind: "member", userId, organizationId, role: "owner", permissions },
  };
  const workers: ChildProcess[] = [];
  const output: string[] = [];

  return {
    ctx,
    tokens,
    output,
    simulatorUrl: simulator.url,
    databaseUrl: testDatabase.url,
    ...(await linkRoom(ctx)),

    /** Starts a worker process, its clock ahead by so much, and waits until it takes work. */
    async startWorker(clockAheadMs = 0): Promise<ChildProcess> {
      const settings = {
        databaseUrl: testDatabase.url,
        simulatorUrl: simulator.url,
        installationId,
        encryptionKey: encryptionKey.toString("base64"),
        clockAheadMs,
      };
      const script = fileURLToPath(new URL("./worker.ts", import.meta.url));
      const worker = spawn(process.execPath, ["--import", "tsx", script, JSON.stringify(settings)], {
        stdio: ["ignore", "pipe", "pipe"],
      });
      workers.push(worker);
      worker.stderr.on("data", (chunk) => output.push(String(chunk)));
      await new Promise<void>((resolve, reject) => {
        worker.stdout.on("data", (chunk) => {
          output.push(String(chunk));
          if (String(chunk).includes("ready\n")) resolve();
        });
        worker.once("exit", (code) =>
          reject(new Error(`The worker ended with ${code}:\n${output.join("")}`)),
        );
      });
      return worker;
    },

    async kill(worker: ChildProcess): Promise<void> {
      const exited = once(worker, "exit");
      worker.kill("SIGKILL");
      await exited;
    },

    async [Symbol.asyncDispose]() {
      for (const worker of workers) worker.kill("SIGKILL");
      await database.close();
      await testDatabase[Symbol.asyncDispose]();
      await simulator.stop();
    },
  };
}

async function linkRoom(ctx: Ctx): Promise<{ productId: string; calendarId: string }> {
  const product = CreateProduct.parse({
    type: "room",
    name: "Room",
    durationsMinutes: [60],
    slotStepMinutes: 60,
  });
  const { id: productId } = await createProduct(ctx, product);
  const weeklyHours = [{ days: [1, 2, 3, 4, 5, 6, 7], start: "00:00", end: "24:00" }];
  await setSchedule(ctx, { productId, timeZone: "UTC", weeklyHours });
  const redirectUri = "http://127.0.0.1:3000/api/oauth/google/callback";
  const session = { provider: "google" as const, sessionId: "session", redirectUri };
  const { url } = await startConnection(ctx, { ...session, redirectAfter: "/" });
  await completeConnection(ctx, { ...session, callbackUrl: await grantConsent(url, ANN) });
  const [connection] = await listConnections(ctx, {});
  const calendar = connection?.calendars.find(({ name }) => name === "Meeting room");
  const calendarId = must(calendar, "Ann has a calendar of this name").id;
  const links = [{ productId, countsBusy: true, receivesBookings: true }];
  await updateCalendarLinks(ctx, { calendarId, links });
  return { productId, calendarId };
}

/** Keeps every token that Google's stand-in hands out, so that a test can look for them where they must not be. */
function recordingTokens(tokens: string[]): typeof fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    const body: unknown = await response
      .clone()
      .json()
      .catch(() => null);
    const answer = z
      .object({ access_token: z.string(), refresh_token: z.string().optional() })
      .safeParse(body);
    if (answer.success) tokens.push(...Object.values(answer.data));
    return response;
  };
}

/** Asks the simulator's control door. */
export async function control(world: World, method: string, path: string, body?: object): Promise<unknown> {
  const response = await fetch(`${world.simulatorUrl}/__sim/${path}`, {
    method,
    headers: { "content-type": "application/json" },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return response.status === 204 ? null : response.json();
}

const State = z.object({
  calendars: z.array(
    z.object({ events: z.array(z.looseObject({ id: z.string(), status: z.string().optional() })) }),
  ),
});

/** The events of bookings that stand in the simulator's calendars, by id. */
export async function bookingEvents(world: World): Promise<string[]> {
  const { calendars } = State.parse(await control(world, "GET", "state"));
  return calendars
    .flatMap(({ events }) => events)
    .filter(({ id, status }) => /^bk[0-9a-f]{32}n\d+$/.test(id) && status !== "cancelled")
    .map(({ id }) => id);
}

/** Waits until `look` finds something; fails after half a minute with what it last saw. */
export async function eventually<T>(
  what: string,
  look: () => Promise<T | null | undefined | false>,
): Promise<T> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > deadline) throw new Error(`Not within 30 s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
