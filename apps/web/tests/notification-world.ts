import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createGoogleProvider, createMicrosoftProvider } from "@availability/calendars";
import { newId, openDatabase } from "@availability/db";
import { installation, members, organizations, users } from "@availability/db/schema";
import type { ProviderName } from "@availability/domain/calendar";
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
import type { ScheduledJob } from "@availability/ontology/job";
import { createProduct } from "@availability/ontology/product";
import {
  ANN,
  googleEndpoints,
  grantConsent,
  microsoftEndpoints,
  SIMULATOR_CLIENT_ID,
  SIMULATOR_CLIENT_SECRET,
  SIMULATOR_MICROSOFT_CLIENT_ID,
  SIMULATOR_MICROSOFT_CLIENT_SECRET,
  startSimulator,
} from "@availability/simulator";
import { createTestDatabase, testClock } from "@availability/testkit";
import express from "express";
import { notificationDoors } from "../server/http/notification-doors.ts";
import { createLogger } from "../server/logger.ts";

const dayMs = 86_400_000;

/** The doors, the jobs on the embedded executor and a simulator of both providers, on a clock moved by hand. */
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
      microsoft: createMicrosoftProvider({
        clientId: SIMULATOR_MICROSOFT_CLIENT_ID,
        clientSecret: SIMULATOR_MICROSOFT_CLIENT_SECRET,
        ...microsoftEndpoints(simulator.url),
        now: clock.now,
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

  let ticks = 0;
  return {
    clock,
    environment,
    url,
    control,
    sql: database.sql,
    executor,
    ctx: await createOwner(environment),
    /** Has the crons of these functions fire now, once each. */
    async tick(...ids: ScheduledJob[]): Promise<void> {
      const like = ids.map((id) => `cron:%${id}:%`);
      // A slot fires once, so each tick gets a later one, however far apart those of the cron are.
      const dueAt = new Date(Date.now() - 300 * dayMs + ticks++ * dayMs).toISOString();
      await database.sql`
        update executor_queue._private_jobs set run_at = ${dueAt} where key like any(${like})`;
      await database.sql.notify("jobs:insert", JSON.stringify({ count: ids.length }));
      await executor.idle({ timeoutMs: 60_000 });
    },
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
export async function linkCalendars(
  ctx: Ctx,
  names: string[],
  { account = ANN, provider = "google" }: { account?: string; provider?: ProviderName } = {},
): Promise<Map<string, string>> {
  await connectAccount(ctx, { account, provider });
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
    const links = [{ productId, countsBusy: true, receivesBookings: calendar.canWrite }];
    await updateCalendarLinks(ctx, { calendarId: calendar.id, links });
    ids.set(name, calendar.id);
  }
  return ids;
}

/** The whole way through the provider's consent page. */
export async function connectAccount(
  ctx: Ctx,
  { account, provider }: { account: string; provider: ProviderName },
): Promise<void> {
  const redirectUri = `http://127.0.0.1:3000/api/oauth/${provider}/callback`;
  const session = { provider, sessionId: "session", redirectUri };
  const { url } = await startConnection(ctx, { ...session, redirectAfter: "/" });
  await completeConnection(ctx, { ...session, callbackUrl: await grantConsent(url, account) });
}
