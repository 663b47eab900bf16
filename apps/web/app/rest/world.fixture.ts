import { randomBytes } from "node:crypto";
import { newId, openDatabase } from "@availability/db";
import { members, organizations, users } from "@availability/db/schema";
import { type Permission, permissions } from "@availability/domain/organization";
import { CreateProduct } from "@availability/domain/product";
import type { Ctx, Environment } from "@availability/ontology";
import { setSchedule } from "@availability/ontology/availability";
import { createCipher } from "@availability/ontology/calendar";
import { createApiKey } from "@availability/ontology/organization";
import { createProduct } from "@availability/ontology/product";
import { createTestDatabase, testClock } from "@availability/testkit";
import type { RateLimits } from "./environment.ts";
import { restApi } from "./index.ts";

/** A Monday morning, 08:00 UTC. */
const monday = Date.parse("2026-11-23T08:00:00Z");

/** `body` is empty when the answer is no JSON. */
type Answer = { status: number; headers: Headers; body: Record<string, unknown>; text: string };
export type Call = (
  method: string,
  path: string,
  options?: { key?: string | null; body?: unknown; raw?: string; headers?: Record<string, string> },
) => Promise<Answer>;

/** A database of its own, a clock moved by hand, and the API answering Request objects. */
export async function createRestWorld({ limits = null }: { limits?: RateLimits | null } = {}) {
  const testDatabase = await createTestDatabase();
  const database = openDatabase(testDatabase.url, { max: 20 });
  const clock = testClock(monday);
  const logged: { fields: object; message: string }[] = [];
  const cipherKey = randomBytes(32);
  const environment: Environment = {
    db: database.db,
    now: clock.now,
    providers: {},
    cipher: createCipher([{ id: "test", key: cipherKey }]),
    installationId: newId(),
    publish: () => undefined,
  };
  const logger = { error: (fields: object, message: string) => void logged.push({ fields, message }) };
  const bindings = { environment, logger, requestId: "request-1", address: "192.0.2.1", limits };

  const call: Call = async (method, path, { key = null, body, raw, headers = {} } = {}) => {
    const text = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    const request = new Request(`http://127.0.0.1:3000/api/v1${path}`, {
      method,
      headers: {
        ...(key === null ? {} : { Authorization: `Bearer ${key}` }),
        ...(text === undefined ? {} : { "Content-Type": "application/json" }),
        ...headers,
      },
      ...(text === undefined ? {} : { body: text }),
    });
    const response = await restApi.fetch(request, bindings);
    const answer = await response.text();
    const isJson = response.headers.get("Content-Type")?.includes("json") === true;
    return {
      status: response.status,
      headers: response.headers,
      body: isJson ? JSON.parse(answer) : {},
      text: answer,
    };
  };

  return {
    call,
    clock,
    cipherKey,
    url: testDatabase.url,
    environment,
    logged,
    bindings,
    async [Symbol.asyncDispose]() {
      await database.close();
      await testDatabase[Symbol.asyncDispose]();
    },
  };
}

/** An organisation with an owner and a key; returns the owner's context. */
export async function createOrganization(environment: Environment): Promise<Ctx> {
  const organizationId = newId();
  const userId = newId();
  const { db } = environment;
  await db
    .insert(organizations)
    .values({ id: organizationId, name: "Test", slug: organizationId, timeZone: "Europe/Berlin" });
  await db.insert(users).values({ id: userId, name: "Ann", email: `${userId}@example.org` });
  await db.insert(members).values({ id: newId(), organizationId, userId, role: "owner" });
  return { ...environment, actor: { kind: "member", userId, organizationId, role: "owner", permissions } };
}

export async function createKey(
  ctx: Ctx,
  scopes: readonly Permission[] = permissions,
  expiresInDays: number | null = null,
): Promise<{ id: string; key: string }> {
  return createApiKey(ctx, { name: "Test", scopes: [...scopes], expiresInDays });
}

/** A room open on working days from 09:00 to 17:00 in Berlin, booked by the hour on a 30-minute grid. */
export async function createRoom(ctx: Ctx, overrides: Partial<CreateProduct> = {}): Promise<string> {
  const input = CreateProduct.parse({ type: "room", name: "Room", durationsMinutes: [60], ...overrides });
  const { id: productId } = await createProduct(ctx, input);
  const weeklyHours = [{ days: [1, 2, 3, 4, 5], start: "09:00", end: "17:00" }];
  await setSchedule(ctx, { productId, timeZone: "Europe/Berlin", weeklyHours });
  return productId;
}
