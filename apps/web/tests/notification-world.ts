import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createGoogleProvider } from "@availability/calendars";
import { newId, openDatabase } from "@availability/db";
import { installation, members, organizations, users } from "@availability/db/schema";
import { must } from "@availability/domain/errors";
import { permissions } from "@availability/domain/organization";
import { CreateProduct } from "@availability/domain/product";
import { createExecutor } from "@availability/embedded/executor";
import { createClient, createFunctions, createPublisher } from "@availability/jobs";
import type { Ctx, Environment } from "@availability/ontology";
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
import { createTestDatabase, testClock } from "@availability/testkit";
import express from "express";
import { notificationDoors } from "../server/http/notification-doors.ts";
import { createLogger } from "../server/logger.ts";

/** The doors, the jobs on the embedded executor and a simulator, on a clock moved by hand; Ann's room calendar is linked. */
export async function createNotificationWorld() {
  const testDatabase = await createTestDatabase();
  const database = openDatabase(testDatabase.url, { max: 10 });
  const clock = testClock(Date.parse("2026-11-23T08:00:00Z"));
  const simulator = await startSimulator({ port: 0, statePath: null, now: clock.now });
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A TCP server's address is no text.
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const quiet = () => undefined;
  const log = { info: quiet, warn: quiet, error: quiet, debug: quiet };
  const executor = createExecutor({
    databaseUrl: testDatabase.url,
    log,
    retryDelaysMs: [100],
    retryJitterMs: 0,
  });
  const inngest = createClient({ kind: "embedded", fetch: executor.fetch }, log);
  const failures: unknown[] = [];
  const source = { db: database.db, now: clock.now };
  const publisher = createPublisher(inngest, source, (error) => failures.push(error));
  const [row] = await database.db.select({ id: installation.id }).from(installation);
  const environment: Environment = {
    ...source,
    providers: {
      google: createGoogleProvider({
        clientId: SIMULATOR_CLIENT_ID,
        clientSecret: SIMULATOR_CLIENT_SECRET,
        ...googleEndpoints(simulator.url),
      }),
    },
    cipher: createCipher([{ id: "test", key: randomBytes(32) }]),
    installationId: must(row, "the migration makes the installation's row").id,
    notificationBaseUrl: url,
    publish: publisher.publish,
  };
  server.on("request", express().use(notificationDoors(environment, createLogger("silent"))));
  await executor.start({ client: inngest, functions: createFunctions({ inngest, environment }) });

  async function control(method: string, path: string, body?: object): Promise<unknown> {
    const response = await fetch(`${simulator.url}/__sim/${path}`, {
      method,
      headers: { "content-type": "application/json" },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.status === 204 ? null : response.json();
  }

  return {
    clock,
    environment,
    url,
    control,
    sql: database.sql,
    executor,
    ctx: await createOwner(environment),
    /** Resolves when notifications have arrived and every job they set off is done, pauses included. */
    async quiet(): Promise<void> {
      for (let round = 0; round < 4; round++) {
        await control("POST", "notifications/settle", {});
        await publisher.idle();
        await executor.idle({ timeoutMs: 60_000, skipTime: true });
      }
    },
    async [Symbol.asyncDispose]() {
      await publisher.idle();
      await executor.stop();
      await simulator.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await database.close();
      await testDatabase[Symbol.asyncDispose]();
    },
  };
}

export type NotificationWorld = Awaited<ReturnType<typeof createNotificationWorld>>;

async function createOwner(environment: Environment): Promise<Ctx> {
  const organizationId = newId();
  const userId = newId();
  const { db } = environment;
  await db.insert(organizations).values({ id: organizationId, name: "Test", slug: organizationId });
  await db.insert(users).values({ id: userId, name: "Ann", email: `${userId}@example.org` });
  await db.insert(members).values({ id: newId(), organizationId, userId, role: "owner" });
  return { ...environment, actor: { kind: "member", userId, organizationId, role: "owner", permissions } };
}

/** Connects an account and links its calendars of these names to a room of its own each; their ids by name. */
export async function linkCalendars(ctx: Ctx, names: string[], account = ANN): Promise<Map<string, string>> {
  const redirectUri = "http://127.0.0.1:3000/api/oauth/google/callback";
  const session = { provider: "google" as const, sessionId: "session", redirectUri };
  const { url } = await startConnection(ctx, { ...session, redirectAfter: "/" });
  await completeConnection(ctx, { ...session, callbackUrl: await grantConsent(url, account) });
  const [connection] = await listConnections(ctx, {});
  const ids = new Map<string, string>();
  for (const name of names) {
    const room = CreateProduct.parse({ type: "room", name, durationsMinutes: [60], slotStepMinutes: 60 });
    const { id: productId } = await createProduct(ctx, room);
    const weeklyHours = [{ days: [1, 2, 3, 4, 5, 6, 7], start: "00:00", end: "24:00" }];
    await setSchedule(ctx, { productId, timeZone: "UTC", weeklyHours });
    const calendar = must(
      connection?.calendars.find((each) => each.name === name),
      `there is ${name}`,
    );
    const links = [{ productId, countsBusy: true, receivesBookings: false }];
    await updateCalendarLinks(ctx, { calendarId: calendar.id, links });
    ids.set(name, calendar.id);
  }
  return ids;
}
