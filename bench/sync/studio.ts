import { randomBytes } from "node:crypto";
import { createGoogleProvider, createMicrosoftProvider } from "@availability/calendars";
import { type Database, migrateDatabase, newId, openDatabase } from "@availability/db";
import { installation, members, organizations, users } from "@availability/db/schema";
import type { ProviderName } from "@availability/domain/calendar";
import { must } from "@availability/domain/errors";
import { permissions } from "@availability/domain/organization";
import { CreateProduct } from "@availability/domain/product";
import type { Ctx } from "@availability/ontology";
import {
  completeConnection,
  createCipher,
  listConnections,
  startConnection,
  updateCalendarLinks,
} from "@availability/ontology/calendar";
import { createProduct } from "@availability/ontology/product";
import {
  googleEndpoints,
  grantConsent,
  microsoftEndpoints,
  SIMULATOR_CLIENT_ID,
  SIMULATOR_CLIENT_SECRET,
  SIMULATOR_MICROSOFT_CLIENT_ID,
  SIMULATOR_MICROSOFT_CLIENT_SECRET,
} from "@availability/simulator";
import type { Cluster } from "../data/cluster.ts";
import type { StandIn } from "./stand-in.ts";

/** An organisation with a database of its own, whose calendars are at the stand-in. */
export type Studio = { url: string; database: Database; ctx: Ctx; [Symbol.asyncDispose](): Promise<void> };

/** Makes a database and an organisation in it. `fetch` lets the caller count what goes to the provider. */
export async function createStudio(
  cluster: Cluster,
  standIn: StandIn,
  { name, fetch }: { name: string; fetch: typeof globalThis.fetch },
): Promise<Studio> {
  const url = await cluster.create(name);
  await migrateDatabase(url);
  return openStudio(url, standIn, { key: randomBytes(32), fetch });
}

/** An organisation of its own in a database; tokens are sealed with `key`, which a server on it has to have. */
export async function openStudio(
  url: string,
  standIn: Pick<StandIn, "url">,
  { key, fetch = globalThis.fetch }: { key: Buffer; fetch?: typeof globalThis.fetch },
): Promise<Studio> {
  const database = openDatabase(url, { max: 10, applicationName: "availability-bench" });
  const { db } = database;
  const [row] = await db.select({ id: installation.id }).from(installation);
  const [organizationId, userId] = [newId(), newId()];
  await db.insert(organizations).values({ id: organizationId, name: "Bench", slug: organizationId });
  await db.insert(users).values({ id: userId, name: "Ann", email: `${userId}@example.org` });
  await db.insert(members).values({ id: newId(), organizationId, userId, role: "owner" });
  const ctx: Ctx = {
    db,
    now: Date.now,
    providers: {
      google: createGoogleProvider({
        clientId: SIMULATOR_CLIENT_ID,
        clientSecret: SIMULATOR_CLIENT_SECRET,
        ...googleEndpoints(standIn.url),
        fetch,
      }),
      microsoft: createMicrosoftProvider({
        clientId: SIMULATOR_MICROSOFT_CLIENT_ID,
        clientSecret: SIMULATOR_MICROSOFT_CLIENT_SECRET,
        ...microsoftEndpoints(standIn.url),
        fetch,
      }),
    },
    cipher: createCipher([{ id: "bench", key }]),
    installationId: must(row, "the migration makes the installation's row").id,
    publish: () => undefined,
    actor: { kind: "member", userId, organizationId, role: "owner", permissions },
  };
  return { url, database, ctx, [Symbol.asyncDispose]: () => database.close() };
}

export type LinkedCalendar = { id: string; remoteId: string; account: string; productId: string };

/** Makes accounts of five calendars at the stand-in, connects them, and links each calendar to one product of its own. */
export async function connectCalendars(
  { ctx }: Studio,
  standIn: Pick<StandIn, "control">,
  { count, prefix, provider = "google" }: { count: number; prefix: string; provider?: ProviderName },
): Promise<LinkedCalendar[]> {
  const perAccount = 5;
  const linked: LinkedCalendar[] = [];
  for (let first = 0; first < count; first += perAccount) {
    const account = `${prefix}${first}@harbour-studio.example`;
    const place = { provider, account };
    await standIn.control("POST", "accounts", { ...place, name: "Ann", timeZone: "UTC" });
    const remoteIds = Array.from(
      { length: Math.min(perAccount, count - first) },
      (_, i) => `${prefix}${first + i}`,
    );
    for (const id of remoteIds)
      await standIn.control("POST", "calendars", { ...place, id, summary: id, timeZone: "UTC" });
    const redirectUri = `http://127.0.0.1:3000/api/oauth/${provider}/callback`;
    const session = { provider, sessionId: "bench", redirectUri };
    const { url } = await startConnection(ctx, { ...session, redirectAfter: "/" });
    await completeConnection(ctx, { ...session, callbackUrl: await grantConsent(url, account) });
    const connections = await listConnections(ctx, { provider });
    const calendars = connections.flatMap((connection) => connection.calendars);
    for (const remoteId of remoteIds) {
      const { id } = must(
        calendars.find(({ name }) => name === remoteId),
        "the account has this calendar",
      );
      const product = CreateProduct.parse({ type: "room", name: remoteId, durationsMinutes: [60] });
      const { id: productId } = await createProduct(ctx, product);
      const links = [{ productId, countsBusy: true, receivesBookings: true }];
      await updateCalendarLinks(ctx, { calendarId: id, links });
      linked.push({ id, remoteId, account, productId });
    }
  }
  return linked;
}

/** Puts `count` events of half an hour into a calendar, spread over the next three weeks. */
export async function addEvents(
  standIn: StandIn,
  { account, remoteId }: LinkedCalendar,
  count: number,
): Promise<void> {
  const from = Math.ceil(Date.now() / 3_600_000) * 3_600_000;
  const stepMs = (21 * 86_400_000) / count;
  const hands = 8;
  const add = async (hand: number) => {
    for (let i = hand; i < count; i += hands) {
      const start = from + i * stepMs;
      const at = (ms: number) => ({ dateTime: new Date(ms).toISOString() });
      const event = { summary: `Event ${i}`, start: at(start), end: at(start + 1_800_000) };
      await standIn.control("POST", "events", { provider: "google", account, calendarId: remoteId, event });
    }
  };
  await Promise.all(Array.from({ length: hands }, (_, hand) => add(hand)));
}
