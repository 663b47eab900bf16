import { cancelBooking } from "@availability/ontology/booking";
import { getWebhook, listDeliveries, redeliver, rotateWebhookSecret } from "@availability/ontology/webhook";
import { Webhook } from "standardwebhooks";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createWebhookWorld, type Received, type WebhookWorld } from "./webhook-world.ts";

let world: WebhookWorld;
beforeEach(async () => {
  world = await createWebhookWorld();
});
afterEach(() => world[Symbol.asyncDispose]());

const book = () => world.book(world.productId);
const verified = (secret: string, { body, headers }: Received) => new Webhook(secret).verify(body, headers);

async function deliveries(webhookId: string) {
  const { data } = await listDeliveries(world.ctx, { webhookId, limit: 50 });
  return data;
}

test("[WH10][WH11][WH12] a booking is told to the receiver, each event once, and verifies with the public library", async () => {
  const { secret, id } = await world.webhook();
  const booking = await book();
  await world.settle({ skipTime: true });
  const { received } = world.receiver;
  const messages = received.map((message) => verified(secret, message));
  const told = {
    organizationId: world.ctx.actor.organizationId,
    bookingId: booking.id,
    version: 1,
    booking: {
      id: booking.id,
      productId: world.productId,
      seriesId: null,
      status: "confirmed",
      start: new Date(booking.start).toISOString(),
      end: new Date(booking.end).toISOString(),
      attendees: 1,
      version: 1,
    },
  };
  const timestamp = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  expect(messages).toHaveLength(2);
  expect(messages).toEqual(
    expect.arrayContaining([
      { type: "booking.created", timestamp, data: told },
      { type: "booking.confirmed", timestamp, data: told },
    ]),
  );
  expect(received.map(({ headers }) => headers["content-type"])).toEqual(Array(2).fill("application/json"));
  const log = await deliveries(id);
  expect(log).toMatchObject([
    { status: "delivered", attempts: 1, lastStatusCode: 204, lastError: null },
    { status: "delivered", attempts: 1, lastStatusCode: 204, lastError: null },
  ]);
  expect(log.map(({ eventId }) => eventId).sort()).toEqual(
    received.map(({ headers }) => headers["webhook-id"]).sort(),
  );
});

test("[WH12] a message that was changed, or signed for another endpoint, does not verify", async () => {
  const ours = await world.webhook({ events: ["booking.created"] });
  await book();
  await world.settle({ skipTime: true });
  const [message] = world.receiver.received;
  if (!message) throw new Error("The receiver was told nothing");
  expect(verified(ours.secret, message)).toMatchObject({ type: "booking.created" });
  const changed = { ...message, body: message.body.replace("created", "confirmed") };
  expect(() => verified(ours.secret, changed)).toThrow(/signature/);
  const other = await world.webhook({ events: ["booking.no_show"] });
  expect(() => verified(other.secret, message)).toThrow(/signature/);
});

test("[WH14] a receiver that fails twice is told a third time, under the same id", async () => {
  const { id, secret } = await world.webhook({ events: ["booking.confirmed"] });
  world.receiver.answers.push(500, 503);
  await book();
  await world.settle({ skipTime: true });
  const { received } = world.receiver;
  expect(received).toHaveLength(3);
  expect(new Set(received.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
  expect(new Set(received.map(({ body }) => body)).size).toBe(1);
  for (const message of received) verified(secret, message);
  expect(await deliveries(id)).toMatchObject([{ status: "delivered", attempts: 3, lastStatusCode: 204 }]);
});

test("[WH14] a receiver that is down is told when it is back", async () => {
  const { id } = await world.webhook({ events: ["booking.created"] });
  await world.receiver.stop();
  await book();
  await world.settle({ skipTime: false });
  expect(await deliveries(id)).toMatchObject([
    { status: "pending", attempts: 1, lastStatusCode: null, lastError: "Not reached (ECONNREFUSED)" },
  ]);
  await world.receiver.restart();
  await world.settle({ skipTime: true });
  expect(world.receiver.received).toHaveLength(1);
  expect(await deliveries(id)).toMatchObject([{ status: "delivered", attempts: 2 }]);
});

test("[WH14][WH18] after eight tries a delivery has failed, and asked for again it is made again under its id", async () => {
  const { id } = await world.webhook({ events: ["booking.created"] });
  world.receiver.answers.push(...Array(8).fill(500));
  await book();
  await world.settle({ skipTime: true });
  const [failed] = await deliveries(id);
  expect(failed).toMatchObject({ status: "failed", attempts: 8, lastStatusCode: 500 });
  expect(world.receiver.received).toHaveLength(8);
  expect(await redeliver(world.ctx, { deliveryId: failed?.id ?? "" })).toMatchObject({ status: "pending" });
  await world.settle({ skipTime: true });
  expect(await deliveries(id)).toMatchObject([
    { status: "delivered", attempts: 9, eventId: failed?.eventId },
  ]);
  expect(world.receiver.received.map(({ headers }) => headers["webhook-id"])).toEqual(
    Array(9).fill(failed?.eventId),
  );
});

test("[WH18] a redelivery takes the place of the tries that still wait", async () => {
  const { id } = await world.webhook({ events: ["booking.created"] });
  world.receiver.answers.push(500);
  await book();
  await world.settle({ skipTime: false });
  const [waiting] = await deliveries(id);
  expect(waiting).toMatchObject({ status: "pending", attempts: 1 });
  await redeliver(world.ctx, { deliveryId: waiting?.id ?? "" });
  await world.settle({ skipTime: true });
  expect(world.receiver.received).toHaveLength(2);
  expect(await deliveries(id)).toMatchObject([{ status: "delivered", attempts: 2 }]);
});

test("[WH15] a receiver that answers 410 is told nothing more", async () => {
  const { id } = await world.webhook({ events: ["booking.created", "booking.cancelled"] });
  world.receiver.answers.push(410);
  const booking = await book();
  await world.settle({ skipTime: true });
  await cancelBooking(world.ctx, { bookingId: booking.id });
  await world.settle({ skipTime: true });
  expect(world.receiver.received).toHaveLength(1);
  expect(await getWebhook(world.ctx, { webhookId: id })).toMatchObject({ status: "disabled", version: 2 });
  expect(await deliveries(id)).toMatchObject([{ status: "failed", attempts: 1, lastStatusCode: 410 }]);
});

test("[WH3] after a rotation a message verifies with the new secret and with the one before", async () => {
  const { id, secret } = await world.webhook({ events: ["booking.created"] });
  const rotated = await rotateWebhookSecret(world.ctx, { webhookId: id });
  await book();
  await world.settle({ skipTime: true });
  const [message] = world.receiver.received;
  if (!message) throw new Error("The receiver was told nothing");
  expect(rotated.secret).not.toBe(secret);
  for (const each of [secret, rotated.secret]) expect(verified(each, message)).toBeTruthy();
});

test("[WH2] no signing secret stands in clear in any table, in job state or in the log", async () => {
  const { id, secret } = await world.webhook();
  const rotated = await rotateWebhookSecret(world.ctx, { webhookId: id });
  world.receiver.answers.push(500);
  const booking = await book();
  await world.settle({ skipTime: true });
  const everything = (await dump()) + world.logged.join("\n");
  expect(everything).toContain(booking.id);
  expect(everything).toContain(world.receiver.url);
  for (const each of [secret, rotated.secret]) {
    const bytes = Buffer.from(each.slice("whsec_".length), "base64");
    for (const form of [each.slice(6), bytes.toString("hex"), bytes.toString("base64url")])
      expect(everything).not.toContain(form);
  }
});

/** Every row of every table of every schema, the executor's included, as text. */
async function dump(): Promise<string> {
  const { db } = world.ctx;
  const tables = await db.execute<{ name: string }>(
    "select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')",
  );
  const texts: string[] = [];
  for (const { name } of tables) {
    const [row] = await db.execute<{ text: string | null }>(
      `select string_agg(t::text, E'\\n') as text from ${name} t`,
    );
    texts.push(`${name}\n${row?.text ?? ""}`);
  }
  return texts.join("\n");
}
