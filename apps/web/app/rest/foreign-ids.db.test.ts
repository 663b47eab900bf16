import { type Permission, permissions } from "@availability/domain/organization";
import type { Ctx } from "@availability/ontology";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Call, calls, type Ids, thing } from "./calls.fixture.ts";
import { restApi } from "./index.ts";
import { type Operation, readOperations } from "./operations.fixture.ts";
import { createKey, createOrganization, createRestWorld, createRoom } from "./world.fixture.ts";

type Organization = { ctx: Ctx; ids: Ids; keyWith(scopes: readonly Permission[]): Promise<string> };

let world: Awaited<ReturnType<typeof createRestWorld>>;
let ours: Organization;
let theirs: Organization;
beforeAll(async () => {
  world = await createRestWorld();
  ours = await organization();
  theirs = await organization();
});
afterAll(() => world[Symbol.asyncDispose]());

const operations = await readOperations((request) =>
  // The document needs nothing of what a server hands over.
  restApi.fetch(request, {
    environment: undefined as never,
    logger: console,
    requestId: "request-1",
    address: null,
    limits: null,
  }),
);

test("the table of calls names every operation, and only those", () => {
  expect(operations.map(({ name }) => name).sort()).toEqual(Object.keys(calls).sort());
});

test.each(operations)("$name: without a key nobody gets in", async (operation) => {
  const answer = await send(operation, { id: await made(operation, ours) });
  expect(answer).toMatchObject({
    status: 401,
    body: { code: "unauthenticated", type: "/problems/unauthenticated" },
  });
});

test.each(operations)("$name: a key without its scope is told which one it lacks", async (operation) => {
  const { scope } = callOf(operation);
  expect(operation.statuses.includes("403"), "403 is documented where a scope is needed").toBe(
    scope !== null,
  );
  if (scope === null) return;
  const key = await ours.keyWith(permissions.filter((permission) => permission !== scope));
  const answer = await send(operation, { id: await made(operation, ours), key });
  expect(answer).toMatchObject({ status: 403, body: { code: "forbidden", permission: scope } });
});

test.each(operations)("$name: a key with its scope alone gets through", async (operation) => {
  // Where any key will do, this one has to have some scope.
  const key = await ours.keyWith([callOf(operation).scope ?? "manage_organization"]);
  const answer = await send(operation, { id: await made(operation, ours), key });
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
});

test.each(operations.filter(({ path }) => path.includes("{id}")))(
  "$name: another organisation's id in the path is not found",
  async (operation) => {
    const key = await theirs.keyWith(permissions);
    const { query, body } = callOf(operation);
    const input = { query: query?.(theirs.ids), body: body?.(theirs.ids) };
    const answer = await send(operation, { id: await made(operation, ours), key, ...input });
    expect(answer).toMatchObject({ status: 404, body: { code: "not_found", type: "/problems/not_found" } });
  },
);

/** Of what may be gone for good: nothing is found of such an id, wherever it comes from. */
const mayBeGone = new Set(["GET /audit-log /targetId"]);

const references = operations.flatMap(({ queryIds, bodyIds, ...operation }) => [
  ...queryIds.map((pointer) => ({ ...operation, pointer, place: "query" })),
  ...bodyIds.map((pointer) => ({ ...operation, pointer, place: "body" })),
]);

test.each(references)(
  "$name: another organisation's id at $pointer of the $place is refused",
  async ({ pointer, place, ...operation }) => {
    const { query, body } = callOf(operation);
    const own = place === "query" ? queryObject(query?.(ours.ids)) : body?.(ours.ids);
    const input = withForeignId(own, pointer.split("/").slice(1));
    const sent = place === "query" ? { query: queryText(input) } : { body: input };
    const key = await ours.keyWith(permissions);
    const answer = await send(operation, { id: await made(operation, ours), key, ...sent });
    if (mayBeGone.has(`${operation.name} ${pointer}`)) {
      expect(answer).toMatchObject({ status: 200, body: { data: [] } });
      return;
    }
    expect([400, 404, 422], JSON.stringify(answer.body)).toContain(answer.status);
    const [, field] = pointer.split("/");
    expect(answer.body.errors).toMatchObject([{ pointer: expect.stringContaining(`/${field}`) }]);
  },
);

async function organization(): Promise<Organization> {
  const ctx = await createOrganization(world.environment);
  const ids = {
    productId: await createRoom(ctx),
    otherProductId: await createRoom(ctx),
    locationId: await thing("locations", ctx),
    scheduleId: await thing("schedules", ctx),
    customerId: await thing("customers", ctx),
    otherCustomerId: await thing("past-customers", ctx),
    seriesId: await thing("series", ctx),
    seriesBookingId: await thing("series-bookings", ctx),
    holdId: await thing("ended-holds", ctx),
    apiKeyId: await thing("api-keys", ctx),
    calendarId: await thing("calendars", ctx),
  };
  return { ctx, ids, keyWith: async (scopes) => (await createKey(ctx, scopes)).key };
}

type Named = Pick<Operation, "name" | "method" | "path">;

/** A fresh thing of this organisation for the path of an operation; an empty text where the path names none. */
async function made(operation: Named, { ctx }: Organization): Promise<string> {
  const [, kind] = /\/([a-z-]+)\/\{id\}/.exec(operation.path) ?? [];
  return kind ? thing(callOf(operation).of ?? kind, ctx) : "";
}

function callOf({ name }: Named): Call {
  const call = calls[name];
  if (!call) throw new Error(`${name} is missing in the table of calls`);
  return call;
}

type Sent = { id: string; key?: string; query?: string | undefined; body?: object | undefined };

/** Sends what is given, and for the rest what the table says with our own ids. */
function send(operation: Named, { id, key, ...given }: Sent) {
  const call = callOf(operation);
  const query = given.query ?? call.query?.(ours.ids);
  const body = given.body ?? call.body?.(ours.ids);
  const path = operation.path.replace("{id}", id) + (query ? `?${query}` : "");
  return world.call(operation.method, path, { key: key ?? null, ...(body ? { body } : {}) });
}

/** The input with another organisation's id of the same kind instead of ours at the place that the steps lead to. */
function withForeignId(input: object | undefined, [step = "", ...steps]: string[]): object {
  const inside = (value: unknown) => {
    if (steps.length === 0) return foreignOf(value);
    const [item] = Array.isArray(value) ? value : [];
    // One item is enough; a list of ids has no further steps below `*`.
    return steps[0] === "*" && steps.length === 1
      ? [foreignOf(item)]
      : steps[0] === "*"
        ? [withForeignId(item, steps.slice(1))]
        : withForeignId(Object(value), steps);
  };
  return { ...input, [step]: inside(Object(input)[step]) };
}

function foreignOf(value: unknown): string {
  const [name] = Object.entries(ours.ids).find(([, id]) => id === value) ?? [];
  const found = Object.entries(theirs.ids).find(([key]) => key === name);
  if (!found) throw new Error("The table of calls has no id of ours here");
  return found[1];
}

function queryObject(query = ""): object {
  return Object.fromEntries(new URLSearchParams(query));
}

function queryText(input: object): string {
  return new URLSearchParams(Object.entries(input)).toString();
}
