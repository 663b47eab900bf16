import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { newId, openDatabase } from "@availability/db";
import { members, organizations, outbox, users } from "@availability/db/schema";
import { permissions } from "@availability/domain/organization";
import { CreateProduct } from "@availability/domain/product";
import { CreateWebhook } from "@availability/domain/webhook";
import { createExecutor } from "@availability/embedded/executor";
import type { Ctx } from "@availability/ontology";
import { setSchedule } from "@availability/ontology/availability";
import { createBooking } from "@availability/ontology/booking";
import { createCipher } from "@availability/ontology/calendar";
import { createProduct } from "@availability/ontology/product";
import { createWebhook } from "@availability/ontology/webhook";
import { createTestDatabase } from "@availability/testkit";
import { isNull } from "drizzle-orm";
import { createClient, createFunctions, createPublisher } from "../src/index.ts";

export type WebhookWorld = Awaited<ReturnType<typeof createWebhookWorld>>;

const hourMs = 3_600_000;
const waitMs = 60_000;

/** An organisation with a room and a receiver, and the functions on the embedded executor of this process. */
export async function createWebhookWorld() {
  const testDatabase = await createTestDatabase();
  const database = openDatabase(testDatabase.url, { max: 10 });
  const receiver = await startReceiver();
  const logged: string[] = [];
  const line = (...parts: unknown[]) => void logged.push(JSON.stringify(parts));
  const log = { info: line, warn: line, error: line, debug: line };
  const executor = createExecutor({ databaseUrl: testDatabase.url, log, retryJitterMs: 0 });
  const inngest = createClient({ kind: "embedded", fetch: executor.fetch }, log);
  const source = { db: database.db, now: Date.now };
  const publisher = createPublisher(inngest, source, (error) => line(String(error)));
  const environment = {
    ...source,
    providers: {},
    cipher: createCipher([{ id: "test", key: randomBytes(32) }]),
    installationId: newId(),
    allowPrivateWebhooks: true,
    publish: publisher.publish,
  };
  await executor.start({ client: inngest, functions: createFunctions({ inngest, environment }) });
  const organizationId = newId();
  const userId = newId();
  await database.db.insert(organizations).values({ id: organizationId, name: "Test", slug: organizationId });
  await database.db.insert(users).values({ id: userId, name: "Ann", email: `${userId}@example.org` });
  await database.db.insert(members).values({ id: newId(), organizationId, userId, role: "owner" });
  const ctx: Ctx = {
    ...environment,
    actor: { kind: "member", userId, organizationId, role: "owner", permissions },
  };
  let booked = 0;

  return {
    ctx,
    receiver,
    logged,
    productId: await createRoom(ctx),

    webhook: (input: Partial<CreateWebhook> = {}) =>
      createWebhook(ctx, CreateWebhook.parse({ url: receiver.url, ...input })),

    /** Books the room, an hour later each time. */
    book(productId: string) {
      const start = Math.ceil(Date.now() / hourMs) * hourMs + (48 + booked++) * hourMs;
      const customer = { name: "Carla Diaz", email: "carla@example.org" };
      return createBooking(ctx, { productId, start, attendees: 1, customer });
    },

    /** Has everything done that is due, and with `skipTime` everything that waits. */
    async settle(options: { skipTime: boolean }): Promise<void> {
      do {
        publisher.publish();
        await publisher.idle();
        await executor.idle({ timeoutMs: waitMs, ...options });
      } while ((await database.db.$count(outbox, isNull(outbox.sentAt))) > 0);
    },

    async [Symbol.asyncDispose]() {
      await executor.stop();
      await publisher.idle();
      await receiver.stop();
      await database.close();
      await testDatabase[Symbol.asyncDispose]();
    },
  };
}

async function createRoom(ctx: Ctx): Promise<string> {
  const input = { type: "room", name: "Room", durationsMinutes: [60], slotStepMinutes: 60 };
  const { id: productId } = await createProduct(ctx, CreateProduct.parse(input));
  const weeklyHours = [{ days: [1, 2, 3, 4, 5, 6, 7], start: "00:00", end: "24:00" }];
  await setSchedule(ctx, { productId, timeZone: "UTC", weeklyHours });
  return productId;
}

export type Received = { headers: Record<string, string>; body: string };

/** Somebody else's server: keeps what it gets, and answers the statuses in `answers` in turn, then 204. */
async function startReceiver() {
  const received: Received[] = [];
  const answers: number[] = [];
  let port = 0;
  let server = await listen();

  async function listen(): Promise<Server> {
    const listening = createServer(async (incoming, outgoing) => {
      const body = await textOf(incoming);
      received.push({ headers: Object.fromEntries(headersOf(incoming)), body });
      outgoing.writeHead(answers.shift() ?? 204).end();
    });
    await new Promise<void>((resolve) => listening.listen(port, "127.0.0.1", resolve));
    // A server that listens on a port has such an address.
    port = (listening.address() as AddressInfo).port;
    return listening;
  }
  const stop = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  const restart = async () => {
    server = await listen();
  };
  return { url: `http://127.0.0.1:${port}/hooks`, received, answers, stop, restart };
}

async function textOf(incoming: IncomingMessage): Promise<string> {
  let text = "";
  incoming.setEncoding("utf8");
  for await (const chunk of incoming) text += chunk;
  return text;
}

function headersOf({ headers }: IncomingMessage): [string, string][] {
  return Object.entries(headers).map(([name, value]) => [name, String(value)]);
}
