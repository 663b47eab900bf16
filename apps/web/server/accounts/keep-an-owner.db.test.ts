import { type Database, newId, openDatabase } from "@availability/db";
import { createTestDatabase, type TestDatabase } from "@availability/testkit";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createLogger } from "../logger.ts";
import { type Auth, createAuth } from "./create-auth.ts";
import { lastOwnerMessage } from "./keep-an-owner.ts";

const origin = "http://127.0.0.1:3000";
let testDatabase: TestDatabase;
let database: Database;
let auth: Auth;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = openDatabase(testDatabase.url, { applicationName: "keep-an-owner" });
  const config = { appUrl: new URL(origin), authSecret: "x".repeat(32) };
  auth = createAuth({ config, database, logger: createLogger("silent") });
});
afterAll(async () => {
  await database.close();
  await testDatabase[Symbol.asyncDispose]();
});

type Owner = { memberId: string; cookie: string };
let organizationId: string;
let ann: Owner;
let bob: Owner;
beforeEach(async () => {
  organizationId = newId();
  await database.sql`
    insert into organizations (id, name, slug, time_zone, created_at)
    values (${organizationId}, 'Studio', ${organizationId}, 'Europe/Berlin', now())`;
  [ann, bob] = [await addOwner(), await addOwner()];
});

test("of two owners who demote each other at the same moment one stays, and the other is told why", async () => {
  // Both stand before the trigger's row at once, after both have passed the check that reads only.
  const holder = await database.sql.reserve();
  await holder`begin`;
  await holder`select 1 from organizations where id = ${organizationId} for update`;
  const answers = Promise.all([demote(ann, bob), demote(bob, ann)]);
  await untilWaiting(2);
  await holder`commit`;
  holder.release();
  const statuses = (await answers).sort((one, other) => one.status - other.status);
  expect(statuses.map(({ status }) => status)).toEqual([200, 409]);
  expect(statuses[1]?.body).toMatchObject({ code: "LAST_OWNER", message: lastOwnerMessage });
  expect(await owners()).toBe(1);
});

test("two owners who remove each other at the same moment leave one", async () => {
  const answers = await Promise.all([remove(ann, bob), remove(bob, ann)]);
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(await owners()).toBe(1);
});

test("the last owner stays, whichever way they try to go", async () => {
  expect((await demote(ann, bob)).status).toBe(200);
  expect((await demote(ann, ann)).status).toBeGreaterThanOrEqual(400);
  expect((await remove(ann, ann)).status).toBeGreaterThanOrEqual(400);
  expect(await owners()).toBe(1);
  const past = database.sql`update members set role = 'staff' where organization_id = ${organizationId}`;
  await expect(past).rejects.toThrow("would have no owner left");
});

test("an organisation goes with its owners", async () => {
  await database.sql`delete from organizations where id = ${organizationId}`;
  expect(await owners()).toBe(0);
});

async function addOwner(): Promise<Owner> {
  const email = `${newId()}@example.org`;
  const answer = await auth.api.signUpEmail({
    body: { name: "Owner", email, password: "correct horse battery" },
    returnHeaders: true,
  });
  const memberId = newId();
  await database.sql`
    insert into members (id, organization_id, user_id, role, created_at)
    values (${memberId}, ${organizationId}, ${answer.response.user.id}, 'owner', now())`;
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
  return { memberId, cookie };
}

function demote(by: Owner, whom: Owner) {
  return post(by, "/organization/update-member-role", { memberId: whom.memberId, role: "staff" });
}

function remove(by: Owner, whom: Owner) {
  return post(by, "/organization/remove-member", { memberIdOrEmail: whom.memberId });
}

async function post(by: Owner, path: string, body: object): Promise<{ status: number; body: unknown }> {
  const headers = { "Content-Type": "application/json", Origin: origin, Cookie: by.cookie };
  const response = await auth.handler(
    new Request(`${origin}/api/auth${path}`, {
      method: "POST",
      headers,
      body: JSON.stringify({ ...body, organizationId }),
    }),
  );
  return { status: response.status, body: await response.json() };
}

async function owners(): Promise<number> {
  const rows = await database.sql`
    select 1 from members where organization_id = ${organizationId} and role = 'owner'`;
  return rows.length;
}

async function untilWaiting(count: number): Promise<void> {
  const waiting = async () => {
    const rows = await database.sql`
      select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    return rows.length;
  };
  await expect.poll(waiting, { timeout: 10_000, interval: 20 }).toBe(count);
}
