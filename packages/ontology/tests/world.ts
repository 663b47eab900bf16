import { randomBytes } from "node:crypto";
import { createGoogleProvider, createMicrosoftProvider } from "@availability/calendars";
import { type Database, newId, openDatabase } from "@availability/db";
import { installation, members, organizations, users } from "@availability/db/schema";
import type { CalendarProviders, ProviderName } from "@availability/domain/calendar";
import { must } from "@availability/domain/errors";
import { type Role, rolePermissions } from "@availability/domain/organization";
import { CreateProduct } from "@availability/domain/product";
import {
  googleEndpoints,
  grantConsent,
  microsoftEndpoints,
  SIMULATOR_CLIENT_ID,
  SIMULATOR_CLIENT_SECRET,
  SIMULATOR_MICROSOFT_CLIENT_ID,
  SIMULATOR_MICROSOFT_CLIENT_SECRET,
  startSimulator,
} from "@availability/simulator";
import { createTestDatabase, type TestClock, testClock } from "@availability/testkit";
import { setSchedule } from "../src/availability/index.ts";
import { completeConnection, createCipher, listConnections, startConnection } from "../src/calendar/index.ts";
import type { Ctx, Environment } from "../src/index.ts";
import { createProduct } from "../src/product/index.ts";

export type World = {
  database: Database;
  url: string;
  clock: TestClock;
  environment: Environment;
  [Symbol.asyncDispose](): Promise<void>;
};

/** A Monday morning, 08:00 UTC. */
export const monday = Date.parse("2026-11-23T08:00:00Z");
export const at = (text: string) => Date.parse(text);

/** A database of its own, a clock moved by hand, and the providers given. */
export async function createWorld(providers: CalendarProviders = {}): Promise<World> {
  const testDatabase = await createTestDatabase();
  const database = openDatabase(testDatabase.url, { max: 20 });
  const clock = testClock(monday);
  const [row] = await database.db.select({ id: installation.id }).from(installation);
  const environment: Environment = {
    db: database.db,
    now: clock.now,
    providers,
    cipher: createCipher([{ id: "test", key: randomBytes(32) }]),
    installationId: must(row, "the migration makes the installation's row").id,
    publish: () => undefined,
  };
  return {
    database,
    url: testDatabase.url,
    clock,
    environment,
    async [Symbol.asyncDispose]() {
      await database.close();
      await testDatabase[Symbol.asyncDispose]();
    },
  };
}

/** An organisation with one member of this role, and the context in which that member acts. */
export async function createMember(world: World, role: Role = "owner"): Promise<Ctx> {
  const { db } = world.environment;
  const organizationId = newId();
  const userId = newId();
  await db
    .insert(organizations)
    .values({ id: organizationId, name: "Test", slug: organizationId, timeZone: "Europe/Berlin" });
  await db.insert(users).values({ id: userId, name: "Ann", email: `${userId}@example.org` });
  await db.insert(members).values({ id: newId(), organizationId, userId, role });
  return {
    ...world.environment,
    actor: { kind: "member", userId, organizationId, role, permissions: rolePermissions[role] },
  };
}

/** A room open on working days from 09:00 to 17:00 in Berlin, booked by the hour on a 30-minute grid. */
export async function createRoom(ctx: Ctx, overrides: Partial<CreateProduct> = {}): Promise<string> {
  const input = CreateProduct.parse({
    type: "room",
    name: "Meeting room",
    durationsMinutes: [60],
    ...overrides,
  });
  const { id: productId } = await createProduct(ctx, input);
  await setSchedule(ctx, {
    productId,
    timeZone: "Europe/Berlin",
    weeklyHours: [{ days: [1, 2, 3, 4, 5], start: "09:00", end: "17:00" }],
  });
  return productId;
}

export const customer = { name: "Carla Diaz", email: "carla@example.org" };

/** A Google simulator of the test's own, and the provider that talks to it over HTTP. */
export async function createGoogle(now: () => number) {
  const simulator = await startSimulator({ port: 0, statePath: null, now });
  const provider = createGoogleProvider({
    clientId: SIMULATOR_CLIENT_ID,
    clientSecret: SIMULATOR_CLIENT_SECRET,
    ...googleEndpoints(simulator.url),
  });
  return { simulator, providers: { google: provider } satisfies CalendarProviders };
}

/** The same for Microsoft. */
async function createMicrosoft(now: () => number) {
  const simulator = await startSimulator({ port: 0, statePath: null, now });
  const provider = createMicrosoftProvider({
    clientId: SIMULATOR_MICROSOFT_CLIENT_ID,
    clientSecret: SIMULATOR_MICROSOFT_CLIENT_SECRET,
    ...microsoftEndpoints(simulator.url),
    now,
  });
  return { simulator, providers: { microsoft: provider } satisfies CalendarProviders };
}

export type GoogleWorld = World & {
  /** Calls the simulator's control door; answers its JSON. Throws when it refuses. */
  control(method: string, path: string, body?: object): Promise<unknown>;
};

/** A world whose Google is a simulator of its own, on the same clock. */
export function createGoogleWorld(): Promise<GoogleWorld> {
  return createSimulatedWorld(createGoogle);
}

/** A world whose Microsoft is a simulator of its own, on the same clock. */
export function createMicrosoftWorld(): Promise<GoogleWorld> {
  return createSimulatedWorld(createMicrosoft);
}

type Simulated = {
  simulator: { url: string; stop(): Promise<void> };
  providers: CalendarProviders;
};

async function createSimulatedWorld(
  simulate: (now: () => number) => Promise<Simulated>,
): Promise<GoogleWorld> {
  // The simulator wants a clock before there is a world; it asks for the time only once there is one.
  const clocks: TestClock[] = [];
  const { simulator, providers } = await simulate(() => clocks[0]?.now() ?? monday);
  const world = await createWorld(providers);
  clocks.push(world.clock);
  return {
    ...world,
    async control(method, path, body) {
      const response = await fetch(`${simulator.url}/__sim/${path}`, {
        method,
        headers: { "content-type": "application/json" },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
      return response.status === 204 ? null : response.json();
    },
    async [Symbol.asyncDispose]() {
      await world[Symbol.asyncDispose]();
      await simulator.stop();
    },
  };
}

/** Connects a Google account through the consent page; returns its calendars by name. */
export function connectGoogle(ctx: Ctx, account: string): Promise<Map<string, string>> {
  return connectAccount(ctx, "google", account);
}

/** The same for a Microsoft account. */
export function connectMicrosoft(ctx: Ctx, account: string): Promise<Map<string, string>> {
  return connectAccount(ctx, "microsoft", account);
}

async function connectAccount(
  ctx: Ctx,
  provider: ProviderName,
  account: string,
): Promise<Map<string, string>> {
  const redirectUri = `http://127.0.0.1:3000/api/oauth/${provider}/callback`;
  const session = { provider, sessionId: "session-1", redirectUri };
  const { url } = await startConnection(ctx, { ...session, redirectAfter: `/integrations/${provider}` });
  await completeConnection(ctx, { ...session, callbackUrl: await grantConsent(url, account) });
  const connections = await listConnections(ctx, { provider });
  return new Map(connections.flatMap(({ calendars }) => calendars.map(({ name, id }) => [name, id])));
}
