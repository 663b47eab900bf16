import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createGoogleProvider } from "@availability/calendars";
import { newId, openDatabase } from "@availability/db";
import { createCipher } from "@availability/ontology/calendar";
import { authenticateApiKey } from "@availability/ontology/organization";
import {
  googleEndpoints,
  SIMULATOR_CLIENT_ID,
  SIMULATOR_CLIENT_SECRET,
  startSimulator,
} from "@availability/simulator";
import { createTestDatabase } from "@availability/testkit";
import { expect, test } from "vitest";
import { createAuth } from "../accounts/create-auth.ts";
import { createLogger } from "../logger.ts";
import { readDevFile } from "./dev-file.ts";
import { type DemoParts, prepareDemo } from "./prepare-demo.ts";

async function createParts(): Promise<DemoParts & AsyncDisposable> {
  const testDatabase = await createTestDatabase();
  const database = openDatabase(testDatabase.url);
  const simulator = await startSimulator({ port: 0, statePath: null });
  const dataDir = mkdtempSync(path.join(tmpdir(), "availability-demo-"));
  const google = createGoogleProvider({
    clientId: SIMULATOR_CLIENT_ID,
    clientSecret: SIMULATOR_CLIENT_SECRET,
    ...googleEndpoints(simulator.url),
  });
  const logger = createLogger("silent");
  const appUrl = new URL("http://127.0.0.1:3000");
  const authSecret = randomBytes(32).toString("base64url");
  return {
    config: { appUrl, dataDir, demoData: true, authSecret },
    logger,
    database,
    databaseUrl: testDatabase.url,
    environment: {
      db: database.db,
      now: Date.now,
      providers: { google },
      cipher: createCipher([{ id: "test", key: randomBytes(32) }]),
      installationId: newId(),
      publish: () => undefined,
    },
    auth: createAuth({ config: { appUrl, authSecret }, database, logger }),
    simulatorUrl: simulator.url,
    async [Symbol.asyncDispose]() {
      await simulator.stop();
      await database.close();
      await testDatabase[Symbol.asyncDispose]();
      rmSync(dataDir, { recursive: true });
    },
  };
}

async function counts({ database: { sql } }: DemoParts) {
  const [row] = await sql`select
    (select count(*)::int from organizations) as organizations, (select count(*)::int from users) as users,
    (select count(*)::int from members where role = 'owner') as owners,
    (select count(*)::int from locations) as locations, (select count(*)::int from products) as products,
    (select count(*)::int from blocks) as blocks, (select count(*)::int from exceptions) as exceptions,
    (select count(*)::int from bookings where status = 'confirmed') as bookings,
    (select count(*)::int from calendar_links where counts_busy and receives_bookings) as links,
    (select count(*)::int from calendar_pushes) as pushes, (select count(*)::int from api_keys) as keys,
    (select count(*)::int from organizations where metadata is not null) as filled`;
  return row;
}

const whole = {
  organizations: 1,
  users: 1,
  owners: 1,
  locations: 1,
  products: 3,
  blocks: 1,
  exceptions: 2,
  bookings: 15,
  links: 1,
  pushes: 8,
  keys: 1,
  filled: 1,
};

test("two starts at once and a third fill the demo once, and agree on login and key", async () => {
  await using parts = await createParts();
  const [one, two] = await Promise.all([prepareDemo(parts), prepareDemo(parts)]);
  const third = await prepareDemo(parts);
  expect(await counts(parts)).toEqual(whole);
  expect(two).toEqual(one);
  expect(third).toEqual(one);
  expect(readDevFile(parts.config.dataDir)).toMatchObject({ url: "http://127.0.0.1:3000", ...one });
  expect(statSync(path.join(parts.config.dataDir, "dev.json")).mode & 0o777).toBe(0o600);
  expect(await authenticateApiKey(parts.environment, one.apiKey ?? "")).toMatchObject({ kind: "api_key" });
  const signedIn = await parts.auth.api.signInEmail({ body: { email: "", password: "", ...one.user } });
  expect(signedIn.user.email).toBe("demo@harbour-studio.example");
});

test("a start that broke off is completed by the next", async () => {
  await using parts = await createParts();
  await prepareDemo({ ...parts, simulatorUrl: null });
  const { sql } = parts.database;
  await sql`update organizations set metadata = null`;
  await sql.begin(async (tx) => {
    // A start that broke off before it made the owner; the trigger that keeps one would refuse this.
    await tx`set local session_replication_role = replica`;
    await tx`delete from members`;
  });
  await sql`delete from accounts`;
  await sql`delete from bookings where attendees = 1`;
  await sql`delete from blocks`;
  await prepareDemo(parts);
  expect(await counts(parts)).toEqual(whole);
});

test("what people made of a filled demo stays, and a database of somebody else is left alone", async () => {
  await using parts = await createParts();
  await prepareDemo(parts);
  const { sql } = parts.database;
  await sql`update bookings set status = 'cancelled'`;
  await sql`delete from blocks`;
  await prepareDemo(parts);
  expect(await counts(parts)).toMatchObject({ ...whole, bookings: 0, blocks: 0 });

  await using other = await createParts();
  await other.database.sql`insert into organizations (id, name, slug) values (${newId()}, 'Other', 'other')`;
  expect(await prepareDemo(other)).toEqual({ organization: null, user: null, apiKey: null });
  expect(await counts(other)).toMatchObject({ organizations: 1, users: 0, products: 0 });
});
