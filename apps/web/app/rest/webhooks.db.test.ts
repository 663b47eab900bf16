import { newId } from "@availability/db";
import { webhookDeliveries } from "@availability/db/schema";
import type { Ctx } from "@availability/ontology";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Call, createKey, createOrganization, createRestWorld } from "./world.fixture.ts";

let world: Awaited<ReturnType<typeof createRestWorld>>;
let ctx: Ctx;
let call: Call;
beforeAll(async () => {
  world = await createRestWorld();
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(async () => {
  ctx = await createOrganization(world.environment);
  const { key } = await createKey(ctx);
  call = (method, path, options) => world.call(method, path, { key, ...options });
});

const url = "https://hooks.example.org/in";

async function create(body: object = {}) {
  const made = await call("POST", "/webhooks", { body: { url, ...body } });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return { ...made, id: String(made.body.id) };
}

test("[WH1] a webhook is created, read, changed, listed and deleted, its secret shown once", async () => {
  const { id, headers, body } = await create({ events: ["booking.created"] });
  const { secret, ...webhook } = body;
  expect(secret).toMatch(/^whsec_/);
  expect(webhook).toEqual({
    id,
    url,
    events: ["booking.created"],
    description: "",
    status: "active",
    version: 1,
    createdAt: "2026-11-23T08:00:00Z",
  });
  expect(headers.get("Location")).toBe(`/api/v1/webhooks/${id}`);
  expect(headers.get("ETag")).toBe('"1"');
  expect((await call("GET", `/webhooks/${id}`)).body).toEqual(webhook);
  expect((await call("GET", "/webhooks")).body).toEqual({ data: [webhook] });
  const changed = await call("PATCH", `/webhooks/${id}`, { body: { events: [], status: "disabled" } });
  expect(changed.body).toEqual({ ...webhook, events: [], status: "disabled", version: 2 });
  const rotated = await call("POST", `/webhooks/${id}/rotate-secret`);
  expect(rotated).toMatchObject({ status: 200, body: { ...changed.body, version: 3 } });
  expect(rotated.body.secret).not.toBe(secret);
  expect((await call("DELETE", `/webhooks/${id}`)).status).toBe(204);
  expect((await call("GET", `/webhooks/${id}`)).status).toBe(404);
});

test("[WH5] a change of another version than the stored one is refused, a version known not sent again", async () => {
  const path = `/webhooks/${(await create()).id}`;
  const tagged = { headers: { "If-Match": '"1"' } };
  expect((await call("GET", path, { headers: { "If-None-Match": '"1"' } })).status).toBe(304);
  const changed = await call("PATCH", path, { body: { description: "Website" }, ...tagged });
  expect(changed).toMatchObject({ status: 200, body: { version: 2 } });
  for (const answer of [
    await call("PATCH", path, { body: { description: "Shop" }, ...tagged }),
    await call("POST", `${path}/rotate-secret`, tagged),
    await call("DELETE", path, tagged),
  ])
    expect(answer).toMatchObject({ status: 412, body: { code: "stale", version: 2 } });
  expect(await call("POST", `${path}/rotate-secret`, { body: { version: 1 } })).toMatchObject({
    status: 409,
    body: { code: "stale" },
  });
});

test("[WH22] each fault has its pointer, in a new webhook and in a change", async () => {
  const { id } = await create();
  const faults: [object, string][] = [
    [{ url: "hooks.example.org" }, "/url"],
    [{ url: "http://example.org/" }, "/url"],
    [{ url: "https://127.0.0.1/" }, "/url"],
    [{ url: "https://169.254.169.254/" }, "/url"],
    [{ url: "https://[::ffff:10.0.0.1]/" }, "/url"],
    [{ url: "https://localhost/" }, "/url"],
    [{ url: 7 }, "/url"],
    [{ events: ["booking.moved"] }, "/events/0"],
    [{ description: "x".repeat(501) }, "/description"],
    [{ secret: "whsec_mine" }, "/secret"],
  ];
  for (const [fields, pointer] of faults) {
    for (const answer of [
      await call("POST", "/webhooks", { body: { url, ...fields } }),
      await call("PATCH", `/webhooks/${id}`, { body: fields }),
    ])
      expect(answer, JSON.stringify(fields)).toMatchObject({
        status: 400,
        body: { code: "invalid", errors: [{ pointer }] },
      });
  }
});

test("[WH4] the 21st webhook is refused", async () => {
  for (let count = 0; count < 20; count += 1) await create();
  expect(await call("POST", "/webhooks", { body: { url } })).toMatchObject({
    status: 422,
    body: { code: "outside_rules" },
  });
});

test("[WH18] deliveries are listed, by status too, and made again", async () => {
  const { id } = await create();
  const rows = ["failed", "delivered"].map((status, index) => ({
    id: newId(),
    organizationId: ctx.actor.organizationId,
    endpointId: id,
    eventId: newId(),
    eventName: "booking.created",
    payload: { type: "booking.created" },
    status: status === "failed" ? ("failed" as const) : ("delivered" as const),
    attempts: 8,
    lastStatusCode: 500,
    lastError: "Answered 500",
    createdAt: new Date(ctx.now() + index),
  }));
  await ctx.db.insert(webhookDeliveries).values(rows);
  const [failed] = rows;
  const page = await call("GET", `/webhooks/${id}/deliveries?limit=1`);
  expect(page.body.data).toMatchObject([{ status: "delivered" }]);
  const next = await call("GET", `/webhooks/${id}/deliveries?limit=1&cursor=${page.body.nextCursor}`);
  expect(next.body).toMatchObject({ data: [{ id: failed?.id }], nextCursor: null });
  const filtered = await call("GET", `/webhooks/${id}/deliveries?status=failed`);
  expect(filtered.body.data).toEqual([
    {
      id: failed?.id,
      webhookId: id,
      eventId: failed?.eventId,
      type: "booking.created",
      payload: { type: "booking.created" },
      status: "failed",
      attempts: 8,
      lastStatusCode: 500,
      lastError: "Answered 500",
      lastAttemptAt: null,
      nextAttemptAt: null,
      deliveredAt: null,
      createdAt: "2026-11-23T08:00:00Z",
    },
  ]);
  expect(await call("POST", `/webhook-deliveries/${failed?.id}/redeliver`)).toMatchObject({
    status: 202,
    body: { id: failed?.id, status: "pending", attempts: 8 },
  });
  const stored = await ctx.db
    .select({ status: webhookDeliveries.status })
    .from(webhookDeliveries)
    .where(eq(webhookDeliveries.id, failed?.id ?? ""));
  expect(stored).toEqual([{ status: "pending" }]);
  expect((await call("GET", `/webhooks/${id}/deliveries?status=lost`)).body).toMatchObject({
    code: "invalid",
    errors: [{ pointer: "/status" }],
  });
});
