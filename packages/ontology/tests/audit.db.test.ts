import { newId } from "@availability/db";
import { auditLog } from "@availability/db/schema";
import { CreateBooking } from "@availability/domain/booking";
import { CreateWebhook } from "@availability/domain/webhook";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { exportAuditLog, ListAuditLog, listAuditLog } from "../src/audit/index.ts";
import {
  assignSchedule,
  createSchedule,
  deleteSchedule,
  setSchedule,
  unassignSchedule,
  updateSchedule,
} from "../src/availability/index.ts";
import { cancelBooking, createBooking, rescheduleBooking } from "../src/booking/index.ts";
import { ExportCustomer, eraseCustomer, exportCustomer, mergeCustomers } from "../src/customer/index.ts";
import type { Ctx } from "../src/index.ts";
import { createApiKey, revokeApiKey, updateOrganization } from "../src/organization/index.ts";
import { recordPayment } from "../src/payment/index.ts";
import { archiveProduct, deleteProduct, restoreProduct, updateProduct } from "../src/product/index.ts";
import { createWebhook, deleteWebhook, rotateWebhookSecret, updateWebhook } from "../src/webhook/index.ts";
import { createMember, createRoom, createWorld, customer, type World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const list = (ctx: Ctx, input: object = {}) => listAuditLog(ctx, ListAuditLog.parse(input));

/** What was done since the work began, oldest first. */
async function recorded(ctx: Ctx, work: () => Promise<unknown>): Promise<string[]> {
  const before = (await list(ctx)).data.length;
  await work();
  const { data } = await list(ctx);
  return data
    .slice(0, data.length - before)
    .map(({ action }) => action)
    .reverse();
}

test("[BK90] a changed policy stands with what it was and what it is, and who changed it", async () => {
  const ctx = await createMember(world);
  await updateOrganization(ctx, { holdMinutes: 12 });
  await updateOrganization(ctx, { holdMinutes: 12 });
  await updateOrganization(ctx, {});
  const { organizationId } = ctx.actor;
  const { data } = await list(ctx);
  expect(data).toHaveLength(2);
  expect(data[1]).toMatchObject({
    action: "organization.updated",
    at: world.clock.now(),
    target: { kind: "organization", id: organizationId },
    details: { before: { holdMinutes: 5 }, after: { holdMinutes: 12 } },
    actor: { kind: "member", name: "Ann" },
  });
});

test("[BK90] keys and webhooks: made, changed, ended", async () => {
  const ctx = await createMember(world);
  const actions = await recorded(ctx, async () => {
    const { id: apiKeyId } = await createApiKey(ctx, {
      name: "Till",
      scopes: ["view_bookings"],
      expiresInDays: 1,
    });
    await revokeApiKey(ctx, { apiKeyId });
    await revokeApiKey(ctx, { apiKeyId });
    const url = "https://hooks.example.org/in?token=secret";
    const { id: webhookId } = await createWebhook(ctx, CreateWebhook.parse({ url }));
    await updateWebhook(ctx, { webhookId, description: "Website" });
    await rotateWebhookSecret(ctx, { webhookId });
    await deleteWebhook(ctx, { webhookId });
  });
  expect(actions).toEqual([
    "api_key.created",
    "api_key.revoked",
    "webhook.created",
    "webhook.updated",
    "webhook.secret_rotated",
    "webhook.deleted",
  ]);
});

test("[BK90] products and schedules: made, changed, archived, deleted; a trial leaves nothing", async () => {
  const ctx = await createMember(world);
  const actions = await recorded(ctx, async () => {
    const productId = await createRoom(ctx);
    await updateProduct(ctx, { productId, capacity: 3 });
    await updateProduct(ctx, { productId });
    await archiveProduct(ctx, { productId });
    await restoreProduct(ctx, { productId });
    const timeZone = "Europe/Berlin";
    await setSchedule(ctx, { productId, timeZone, weeklyHours: [], dryRun: true });
    const { id: scheduleId } = await createSchedule(ctx, { name: "Summer", timeZone, weeklyHours: [] });
    await updateSchedule(ctx, { scheduleId, name: "July" });
    const dates = { effectiveFrom: "2027-07-01", effectiveUntil: "2027-07-31" };
    const { id: assignmentId } = await assignSchedule(ctx, { productId, scheduleId, ...dates });
    await unassignSchedule(ctx, { assignmentId });
    await deleteSchedule(ctx, { scheduleId });
    await deleteProduct(ctx, { productId });
  });
  expect(actions).toEqual([
    "product.created",
    "schedule.updated",
    "product.updated",
    "product.archived",
    "product.restored",
    "schedule.created",
    "schedule.updated",
    "schedule.assigned",
    "schedule.unassigned",
    "schedule.deleted",
    "product.deleted",
  ]);
  const [{ details } = { details: {} }] = (await list(ctx, { action: "product.updated" })).data;
  expect(details).toEqual({ before: { capacity: 1 }, after: { capacity: 3 } });
});

test("[BK90] [BK91] rules set aside, fees waived, refunds and customers are recorded without anything personal", async () => {
  const ctx = await createMember(world);
  const productId = await createRoom(ctx, {
    priceMinor: 4000,
    cancellationFreeUntilMinutes: 10_080,
    cancellationFeeMinor: 1000,
  });
  const override = { reason: "Carla asked" };
  const actions = await recorded(ctx, async () => {
    const start = "2026-11-24T07:00:00+01:00";
    const { id: bookingId } = await createBooking(
      ctx,
      CreateBooking.parse({ productId, start, customer, override }),
    );
    await rescheduleBooking(ctx, { bookingId, start: Date.parse("2026-11-24T20:00:00+01:00"), override });
    const paid = { bookingId, currency: "EUR", method: "cash" as const };
    await recordPayment(ctx, { ...paid, kind: "charge", amountMinor: 4000 });
    await recordPayment(ctx, { ...paid, kind: "refund", amountMinor: 4000, reference: "Carla's account" });
    const cancelled = await cancelBooking(ctx, { bookingId, waiveFee: true });
    const other = await createBooking(
      ctx,
      CreateBooking.parse({
        productId,
        start: "2026-11-24T10:00:00+01:00",
        customer: { name: "C", email: "c@example.org" },
      }),
    );
    const keepId = cancelled.customer.id;
    await mergeCustomers(ctx, { keepId, mergeId: other.customer.id });
    await exportCustomer(ctx, ExportCustomer.parse({ customerId: keepId }));
    await cancelBooking(ctx, { bookingId: other.id });
    await eraseCustomer(ctx, { customerId: keepId });
    await eraseCustomer(ctx, { customerId: keepId });
  });
  expect(actions).toEqual([
    "booking.rules_set_aside",
    "booking.rules_set_aside",
    "payment.refunded",
    "booking.fee_waived",
    "customer.merged",
    "customer.exported",
    "customer.erased",
  ]);
  const kept = JSON.stringify((await list(ctx)).data);
  expect(kept).not.toMatch(/carla|example\.org|c@/i);
});

test("[BK91] no secret stands in it, and the database refuses to change or remove an entry", async () => {
  const ctx = await createMember(world);
  const { key } = await createApiKey(ctx, { name: "Till", scopes: ["view_bookings"], expiresInDays: 1 });
  const webhook = await createWebhook(
    ctx,
    CreateWebhook.parse({ url: "https://hooks.example.org/in?token=hush" }),
  );
  const kept = JSON.stringify((await list(ctx)).data);
  for (const secret of [key, webhook.secret, "hush"]) expect(kept).not.toContain(secret);
  const mine = eq(auditLog.organizationId, ctx.actor.organizationId);
  const refused = { cause: { message: expect.stringContaining("append-only") } };
  await expect(ctx.db.delete(auditLog).where(mine)).rejects.toMatchObject(refused);
  await expect(ctx.db.update(auditLog).set({ action: "nothing" }).where(mine)).rejects.toMatchObject(refused);
});

test("[BK90] what is refused leaves no entry", async () => {
  const ctx = await createMember(world);
  const { id: apiKeyId } = await createApiKey(ctx, {
    name: "Till",
    scopes: ["view_bookings"],
    expiresInDays: 1,
  });
  const actions = await recorded(ctx, async () => {
    const failing = { ...ctx, actor: { ...ctx.actor, organizationId: newId() } };
    await expect(revokeApiKey(failing, { apiKeyId })).rejects.toMatchObject({ code: "not_found" });
    const wanted = { productId: newId(), capacity: 2 };
    await expect(updateProduct(ctx, wanted)).rejects.toMatchObject({ code: "not_found" });
  });
  expect(actions).toEqual([]);
});

test("[BK92] pages go on where they ended, narrowed by actor, action and time", async () => {
  const ctx = await createMember(world);
  for (const holdMinutes of [6, 7, 8]) await updateOrganization(ctx, { holdMinutes });
  world.clock.advance(60_000);
  await createApiKey(ctx, { name: "Till", scopes: ["view_bookings"], expiresInDays: 1 });
  const all = (await list(ctx)).data;
  const first = await list(ctx, { limit: 3 });
  const second = await list(ctx, { limit: 3, cursor: first.nextCursor });
  expect([...first.data, ...second.data]).toEqual(all);
  expect(second.nextCursor).toBeNull();
  expect((await list(ctx, { since: world.clock.now() })).data).toEqual(all.slice(0, 1));
  expect((await list(ctx, { action: "api_key.created" })).data).toEqual(all.slice(0, 1));
  const userId = all[0]?.actor.id;
  expect((await list(ctx, { actorId: userId })).data).toEqual(all);
});

test("[BK92] only who manages the organisation reads it, and only their own; nonsense is refused by name", async () => {
  const ctx = await createMember(world);
  const stranger = await createMember(world);
  await updateOrganization(ctx, { holdMinutes: 9 });
  expect((await list(stranger)).data).toEqual([]);
  const actorId = (await list(ctx)).data[0]?.actor.id;
  const unknown = { code: "not_found", details: { errors: [{ pointer: "/actorId" }] } };
  await expect(list(stranger, { actorId })).rejects.toMatchObject(unknown);
  const manager = await createMember(world, "manager");
  await expect(list(manager)).rejects.toMatchObject({ code: "forbidden" });
  const cursor = Buffer.from(JSON.stringify(["9e99", newId()])).toString("base64url");
  const foreign = { code: "invalid", details: { errors: [{ pointer: "/cursor" }] } };
  await expect(list(ctx, { cursor })).rejects.toMatchObject(foreign);
  expect(ListAuditLog.safeParse({ action: "world.ended", since: "yesterday" }).success).toBe(false);
});

test("[BK92] an export holds what the filter lets pass, newest first, and stands in the log itself", async () => {
  const ctx = await createMember(world);
  const productId = await createRoom(ctx);
  await updateProduct(ctx, { productId, capacity: 3 });
  await createRoom(ctx);
  const filter = { targetKind: "product", targetId: productId };
  const exported = [];
  for await (const page of await exportAuditLog(ctx, filter)) exported.push(...page);
  expect(exported.map(({ action }) => action)).toEqual(["product.updated", "product.created"]);
  expect((await list(ctx)).data[0]).toMatchObject({ action: "audit_log.exported", details: filter });
  const later = { since: world.clock.now() + 1 };
  expect((await list(ctx, { until: world.clock.now() })).data).toEqual([]);
  for await (const page of await exportAuditLog(ctx, later)) expect(page).toEqual([]);
  const staff = await createMember(world, "staff");
  await expect(exportAuditLog(staff, {})).rejects.toMatchObject({ code: "forbidden" });
});
