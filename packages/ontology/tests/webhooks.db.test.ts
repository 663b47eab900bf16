import { newId } from "@availability/db";
import { outbox, webhookDeliveries, webhookEndpoints } from "@availability/db/schema";
import { must } from "@availability/domain/errors";
import { rolePermissions } from "@availability/domain/organization";
import { CreateWebhook, UpdateWebhook } from "@availability/domain/webhook";
import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createBooking } from "../src/booking/index.ts";
import { type Ctx, createCaller } from "../src/index.ts";
import {
  createWebhook,
  deleteWebhook,
  deliverWebhook,
  fanOutWebhooks,
  getWebhook,
  listDeliveries,
  listWebhooks,
  pruneDeliveries,
  redeliver,
  resumeDeliveries,
  rotateWebhookSecret,
  updateWebhook,
} from "../src/webhook/index.ts";
import { at, createMember, createRoom, createWorld, customer, monday, type World } from "./world.ts";

let world: World;
let ctx: Ctx;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(async () => {
  world.clock.set(monday);
  ctx = await createMember(world);
});

const url = "https://hooks.example.org/in";
const hour = 3_600_000;

const webhook = (input: Partial<CreateWebhook> = {}) =>
  createWebhook(ctx, CreateWebhook.parse({ url, ...input }));
const refusal = (call: Promise<unknown>) =>
  call.then(
    () => null,
    (error: unknown) => error,
  );

async function bookingId(): Promise<string> {
  const productId = await createRoom(ctx);
  const start = at("2026-11-24T10:00:00+01:00");
  return (await createBooking(ctx, { productId, start, attendees: 1, customer })).id;
}

async function told(name: string, eventId = newId()): Promise<string> {
  await fanOutWebhooks(ctx, { eventId, name, bookingId: await bookingId(), version: 1 });
  return eventId;
}

const deliveriesOf = async (webhookId: string) => (await listDeliveries(ctx, { webhookId, limit: 200 })).data;
const onlyDelivery = async (webhookId: string) =>
  must((await deliveriesOf(webhookId))[0], "the webhook has a delivery");

test("[WH1] an endpoint is created, read, changed and deleted, and its secret shown once", async () => {
  const { secret, ...created } = await webhook({ events: ["booking.no_show", "booking.created"] });
  expect(secret).toMatch(/^whsec_/);
  expect(created).toEqual({
    id: created.id,
    url,
    events: ["booking.created", "booking.no_show"],
    description: "",
    status: "active",
    version: 1,
    createdAt: monday,
  });
  expect(await listWebhooks(ctx)).toEqual([created]);
  const changed = await updateWebhook(ctx, { webhookId: created.id, events: [], description: "Website" });
  expect(changed).toEqual({ ...created, events: [], description: "Website", version: 2 });
  expect(await getWebhook(ctx, { webhookId: created.id })).toEqual(changed);
  const rotated = await rotateWebhookSecret(ctx, { webhookId: created.id });
  expect(rotated).toEqual({ ...changed, version: 3, secret: rotated.secret });
  expect(rotated.secret).not.toBe(secret);
  await deleteWebhook(ctx, { webhookId: created.id });
  expect(await listWebhooks(ctx)).toEqual([]);
});

test("[WH2] the row holds the secret sealed", async () => {
  const { id, secret } = await webhook();
  const [row] = await ctx.db.select().from(webhookEndpoints).where(eq(webhookEndpoints.id, id));
  expect(row?.secret).toMatch(/^v1\.test\./);
  expect(JSON.stringify(row)).not.toContain(secret.slice("whsec_".length));
  expect(JSON.parse(ctx.cipher.open(row?.secret ?? "", id))).toEqual([{ secret, until: null }]);
});

test("[WH4] there are at most 20 endpoints, also when many are created at once", async () => {
  const made = await Promise.allSettled(Array.from({ length: 24 }, () => webhook()));
  const refused = made.filter((result) => result.status === "rejected");
  expect(refused).toHaveLength(4);
  expect(refused[0]?.reason).toMatchObject({
    code: "outside_rules",
    message: expect.stringContaining("delete one"),
  });
  expect(await listWebhooks(ctx)).toHaveLength(20);
});

test("[WH5] a change decided on an older version is refused", async () => {
  const { id: webhookId } = await webhook();
  await updateWebhook(ctx, { webhookId, version: 1, description: "Website" });
  const stale = { code: "stale", details: { version: 2 } };
  for (const change of [
    () => updateWebhook(ctx, { webhookId, version: 1, description: "Shop" }),
    () => rotateWebhookSecret(ctx, { webhookId, version: 1 }),
    () => deleteWebhook(ctx, { webhookId, version: 1 }),
  ])
    expect(await refusal(change())).toMatchObject(stale);
  expect(await getWebhook(ctx, { webhookId })).toMatchObject({ description: "Website", version: 2 });
});

test("[WH6] webhooks are for manage_integrations, and another organisation's are not found", async () => {
  const { id: webhookId } = await webhook();
  await told("booking/created");
  const deliveryId = (await onlyDelivery(webhookId)).id;
  const calls = (other: Ctx) => [
    () => getWebhook(other, { webhookId }),
    () => updateWebhook(other, { webhookId, description: "Mine" }),
    () => rotateWebhookSecret(other, { webhookId }),
    () => deleteWebhook(other, { webhookId }),
    () => listDeliveries(other, { webhookId, limit: 10 }),
    () => redeliver(other, { deliveryId }),
  ];
  const stranger = await createMember(world);
  for (const call of calls(stranger)) expect(await refusal(call())).toMatchObject({ code: "not_found" });
  expect(await listWebhooks(stranger)).toEqual([]);
  expect(await deliverWebhook(stranger, { deliveryId, triesBefore: 0 })).toEqual({ kind: "dropped" });
  const role = { role: "manager", permissions: rolePermissions.manager } as const;
  const manager: Ctx = { ...ctx, actor: { ...ctx.actor, kind: "member", userId: newId(), ...role } };
  const create = () => createWebhook(manager, CreateWebhook.parse({ url }));
  for (const call of [...calls(manager), () => listWebhooks(manager), create])
    expect(await refusal(call())).toMatchObject({
      code: "forbidden",
      details: { permission: "manage_integrations" },
    });
  expect(await getWebhook(ctx, { webhookId })).toMatchObject({ version: 1 });
});

test("[WH7] a disabled endpoint is told nothing, and what waits for it fails", async () => {
  const { id: webhookId } = await webhook();
  await told("booking/created");
  const { id: deliveryId } = await onlyDelivery(webhookId);
  await updateWebhook(ctx, { webhookId, status: "disabled" });
  await told("booking/confirmed");
  expect(await deliverWebhook(ctx, { deliveryId, triesBefore: 0 })).toEqual({
    kind: "failed",
    reason: "The endpoint is disabled",
  });
  expect(await deliveriesOf(webhookId)).toMatchObject([{ id: deliveryId, status: "failed", attempts: 0 }]);
  expect(await refusal(redeliver(ctx, { deliveryId }))).toMatchObject({
    code: "outside_rules",
    message: expect.stringContaining("active"),
  });
  await updateWebhook(ctx, { webhookId, status: "active" });
  expect(await redeliver(ctx, { deliveryId })).toMatchObject({ status: "pending" });
  await deleteWebhook(ctx, { webhookId });
  expect(await deliverWebhook(ctx, { deliveryId, triesBefore: 0 })).toEqual({ kind: "dropped" });
});

test("[WH10] an event goes to the endpoints that want it, and once however often it is written", async () => {
  const all = await webhook();
  const some = await webhook({ events: ["booking.created"] });
  const none = await webhook({ events: ["booking.cancelled"] });
  const strangers = await createMember(world);
  await createWebhook(strangers, CreateWebhook.parse({ url }));
  const event = { eventId: newId(), name: "booking/created", bookingId: await bookingId(), version: 1 };
  const written = await Promise.all([1, 2, 3].map(() => fanOutWebhooks(ctx, event)));
  expect(written.sort()).toEqual([0, 0, 2]);
  const expected = { eventId: event.eventId, type: "booking.created", status: "pending", attempts: 0 };
  for (const { id } of [all, some]) expect(await deliveriesOf(id)).toMatchObject([expected]);
  expect(await deliveriesOf(none.id)).toEqual([]);
  const requests = await ctx.db
    .select({ payload: outbox.payload })
    .from(outbox)
    .where(
      and(eq(outbox.organizationId, ctx.actor.organizationId), eq(outbox.name, "webhook/delivery.requested")),
    );
  expect(requests.map(({ payload }) => payload.endpointId).sort()).toEqual([all.id, some.id].sort());
});

test("[WH10] what is no change of a booking is not told", async () => {
  await webhook();
  const event = { eventId: newId(), name: "calendar/sync.requested", bookingId: newId(), version: 1 };
  expect(await refusal(fanOutWebhooks(ctx, event))).toMatchObject({ code: "invalid" });
});

test("[WH11] nothing of the customer is in a message", async () => {
  const { id } = await webhook();
  await told("booking/created");
  const { payload } = await onlyDelivery(id);
  expect(Object.keys(payload).sort()).toEqual(["data", "timestamp", "type"]);
  expect(JSON.stringify(payload)).not.toMatch(/Carla|carla@|customer/i);
});

test("[WH16] a try is counted and its end written down, also when nobody is reached", async () => {
  // An address that was fit when it was set and is not any more.
  const { id: webhookId } = await createWebhook(
    { ...ctx, allowPrivateWebhooks: true },
    CreateWebhook.parse({ url: "http://127.0.0.1:9/" }),
  );
  await told("booking/created");
  const { id: deliveryId } = await onlyDelivery(webhookId);
  world.clock.advance(hour);
  expect(await deliverWebhook(ctx, { deliveryId, triesBefore: 0 })).toMatchObject({
    kind: "retry",
    afterMs: 5000,
  });
  expect(await onlyDelivery(webhookId)).toMatchObject({
    status: "pending",
    attempts: 1,
    lastAttemptAt: monday + hour,
    nextAttemptAt: monday + hour + 5000,
    lastStatusCode: null,
    lastError: expect.stringContaining("private network"),
  });
});

test("[WH17] what was delivered is not sent again by a try that comes late", async () => {
  const { id: webhookId } = await webhook();
  await told("booking/created");
  const { id: deliveryId } = await onlyDelivery(webhookId);
  await ctx.db
    .update(webhookDeliveries)
    .set({ status: "delivered", attempts: 1 })
    .where(eq(webhookDeliveries.id, deliveryId));
  expect(await deliverWebhook(ctx, { deliveryId, triesBefore: 0 })).toEqual({ kind: "dropped" });
  expect(await onlyDelivery(webhookId)).toMatchObject({ status: "delivered", attempts: 1 });
});

test("[WH18] deliveries are listed newest first, a page at a time, also by status", async () => {
  const { id: webhookId } = await webhook();
  const eventIds: string[] = [];
  for (const _ of [1, 2, 3]) eventIds.unshift(await told("booking/created"));
  world.clock.advance(1000);
  eventIds.unshift(await told("booking/cancelled"));
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof listDeliveries>> = await listDeliveries(ctx, {
      webhookId,
      limit: 3,
      cursor,
    });
    seen.push(...page.data.map(({ eventId }) => eventId));
    cursor = page.nextCursor;
  } while (cursor);
  expect(seen).toEqual(eventIds);
  const byStatus = (status: "failed" | "pending") => listDeliveries(ctx, { webhookId, status, limit: 50 });
  expect((await byStatus("pending")).data).toHaveLength(4);
  expect((await byStatus("failed")).data).toEqual([]);
  const foreign = Buffer.from(JSON.stringify(["Harbour", newId()])).toString("base64url");
  expect(await refusal(listDeliveries(ctx, { webhookId, limit: 3, cursor: foreign }))).toMatchObject({
    code: "invalid",
    details: { errors: [{ pointer: "/cursor" }] },
  });
});

test("[WH19] a delivery that nothing moved for 26 hours is asked for again", async () => {
  const { id: webhookId } = await webhook();
  await told("booking/created");
  const { id: deliveryId } = await onlyDelivery(webhookId);
  const resumed = async () => {
    await resumeDeliveries(world.environment);
    const data = { payload: outbox.payload };
    const rows = await ctx.db
      .select(data)
      .from(outbox)
      .where(eq(outbox.name, "webhook/redelivery.requested"));
    return rows.filter(({ payload }) => payload.deliveryId === deliveryId).map(({ payload }) => payload);
  };
  world.clock.advance(26 * hour);
  expect(await resumed()).toEqual([]);
  world.clock.advance(1);
  expect(await resumed()).toMatchObject([{ triesBefore: 0 }]);
});

test("[WH19] deliveries that are over are forgotten after 30 days, those that wait are not", async () => {
  const { id: webhookId } = await webhook();
  await told("booking/created");
  const { id: deliveryId } = await onlyDelivery(webhookId);
  const kept = await told("booking/confirmed");
  await ctx.db
    .update(webhookDeliveries)
    .set({ status: "delivered" })
    .where(eq(webhookDeliveries.id, deliveryId));
  world.clock.advance(30 * 24 * hour);
  await pruneDeliveries(world.environment);
  expect(await deliveriesOf(webhookId)).toHaveLength(2);
  world.clock.advance(1);
  await pruneDeliveries(world.environment);
  expect(await deliveriesOf(webhookId)).toMatchObject([{ eventId: kept }]);
});

test("[WH22] an address that cannot be called is refused with its pointer, new and changed", async () => {
  const caller = createCaller(ctx);
  const { id: webhookId } = await webhook();
  const faults: [string, RegExp][] = [
    ["hooks.example.org", /https/],
    ["ftp://example.org/", /https/],
    ["http://example.org/", /https/],
    ["https://ann:pass@example.org/", /password/],
    ["https://example.org/#top", /never sent/],
    ["https://127.0.0.1/", /private network/],
    ["https://10.0.0.1/", /private network/],
    ["https://169.254.169.254/", /private network/],
    ["https://[::1]/", /private network/],
    ["https://[::ffff:10.0.0.1]/", /private network/],
    ["https://localhost:8443/", /private network/],
    [`https://example.org/${"x".repeat(2000)}`, /2000/],
  ];
  for (const [faulty, sentence] of faults) {
    for (const call of [
      () => caller.webhook.create({ url: faulty }),
      () => caller.webhook.update({ webhookId, url: faulty }),
    ])
      expect(await refusal(call()), faulty).toMatchObject({
        code: "BAD_REQUEST",
        message: expect.stringMatching(sentence),
      });
  }
  const refused = await refusal(createWebhook(ctx, CreateWebhook.parse({ url: "https://127.0.0.1/" })));
  expect(refused).toMatchObject({ code: "invalid", details: { errors: [{ pointer: "/url" }] } });
  expect(CreateWebhook.safeParse({ url, events: ["booking.moved"] }).error?.issues).toMatchObject([
    { path: ["events", 0], message: expect.stringContaining("booking.created") },
  ]);
  expect(UpdateWebhook.safeParse({ webhookId, status: "paused" }).error?.issues).toMatchObject([
    { path: ["status"], message: expect.stringContaining("disabled") },
  ]);
});

test("[WH23] an installation may allow private addresses", async () => {
  const open: Ctx = { ...ctx, allowPrivateWebhooks: true };
  const local = CreateWebhook.parse({ url: "http://localhost:4000/hooks" });
  expect(await createWebhook(open, local)).toMatchObject({ url: local.url });
  expect(await refusal(createWebhook(ctx, local))).toMatchObject({ code: "invalid" });
});
