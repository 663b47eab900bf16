import { type Database, newId, openDatabase } from "@availability/db";
import { auditLog } from "@availability/db/schema";
import { createTestDatabase, type TestDatabase } from "@availability/testkit";
import { asc } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createLogger } from "../logger.ts";
import { type Auth, createAuth } from "./create-auth.ts";

const origin = "http://127.0.0.1:3000";
let testDatabase: TestDatabase;
let database: Database;
let auth: Auth;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = openDatabase(testDatabase.url, { applicationName: "audit-members" });
  const config = { appUrl: new URL(origin), authSecret: "x".repeat(32) };
  auth = createAuth({ config, database, logger: createLogger("silent") });
});
afterAll(async () => {
  await database.close();
  await testDatabase[Symbol.asyncDispose]();
});

type Person = { userId: string; email: string; cookie: string };

test("[BK90] who is invited, joins, gets another role, is removed or leaves stands with who did it", async () => {
  const [ann, bob, carla] = [await signUp(), await signUp(), await signUp()];
  const organizationId = newId();
  await database.sql`
    insert into organizations (id, name, slug, time_zone, created_at)
    values (${organizationId}, 'Studio', ${organizationId}, 'Europe/Berlin', now())`;
  await database.sql`
    insert into members (id, organization_id, user_id, role, created_at)
    values (${newId()}, ${organizationId}, ${ann.userId}, 'owner', now())`;
  const invite = async (person: Person) => {
    const body = { email: person.email, role: "staff", organizationId };
    return String((await post(ann, "/organization/invite-member", body)).id);
  };
  const join = async (person: Person) => {
    const invitationId = await invite(person);
    const { member } = await post(person, "/organization/accept-invitation", { invitationId });
    return String(Object(member).id);
  };
  const memberId = await join(bob);
  await post(ann, "/organization/update-member-role", { memberId, role: "manager", organizationId });
  await post(bob, "/organization/update-member-role", { memberId, role: "owner", organizationId });
  await post(ann, "/organization/remove-member", { memberIdOrEmail: memberId, organizationId });
  await join(carla);
  await post(carla, "/organization/leave", { organizationId });
  const invitationId = await invite(carla);
  await post(ann, "/organization/cancel-invitation", { invitationId });

  const log = await database.db.select().from(auditLog).orderBy(asc(auditLog.id));
  expect(log.map(({ action, actorId }) => [action, actorId])).toEqual([
    ["invitation.created", ann.userId],
    ["member.joined", bob.userId],
    ["member.role_changed", ann.userId],
    ["member.removed", ann.userId],
    ["invitation.created", ann.userId],
    ["member.joined", carla.userId],
    ["member.removed", carla.userId],
    ["invitation.created", ann.userId],
    ["invitation.cancelled", ann.userId],
  ]);
  expect(log[2]).toMatchObject({
    organizationId,
    targetKind: "member",
    targetId: memberId,
    details: { userId: bob.userId, role: "manager" },
  });
  expect(JSON.stringify(log)).not.toContain("example.org");
});

async function signUp(): Promise<Person> {
  const email = `${newId()}@example.org`;
  const { response, headers } = await auth.api.signUpEmail({
    body: { name: "Somebody", email, password: "correct horse battery" },
    returnHeaders: true,
  });
  const cookies = headers.getSetCookie().map((line) => line.split(";")[0]);
  return { userId: response.user.id, email, cookie: cookies.join("; ") };
}

async function post(by: Person, path: string, body: object): Promise<Record<string, unknown>> {
  const response = await auth.handler(
    new Request(`${origin}/api/auth${path}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Origin: origin, Cookie: by.cookie },
      body: JSON.stringify(body),
    }),
  );
  return Object(await response.json());
}
