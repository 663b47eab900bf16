import { newId } from "@availability/db";
import { organizations, outbox, payments } from "@availability/db/schema";
import { RecordPayment } from "@availability/domain/payment";
import { ANN } from "@availability/simulator";
import { asc, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import {
  cancelBooking,
  createBooking,
  createHold,
  declineBooking,
  expireBookings,
  getBooking,
  listBookings,
} from "../src/booking/index.ts";
import { syncCalendar, updateCalendarLinks } from "../src/calendar/index.ts";
import type { Ctx } from "../src/index.ts";
import { listLatePayments, listPayments, recordPayment } from "../src/payment/index.ts";
import {
  at,
  connectGoogle,
  createGoogle,
  createMember,
  createRoom,
  createWorld,
  customer,
  monday,
  type World,
} from "./world.ts";

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

const ten = at("2026-11-24T10:00:00+01:00");
const hourMs = 3_600_000;
const price = { priceMinor: 10_000, depositMinor: 3000 };
const payFirst = { ...price, paymentPolicy: "deposit" as const };

async function book(overrides: Parameters<typeof createRoom>[1] = price, start = ten): Promise<string> {
  const productId = await createRoom(ctx, overrides);
  return (await createBooking(ctx, { productId, start, attendees: 1, customer })).id;
}

const pay = (bookingId: string, amountMinor: number, more: Partial<RecordPayment> = {}) =>
  recordPayment(ctx, { bookingId, kind: "charge", amountMinor, currency: "EUR", method: "card", ...more });
const refund = (bookingId: string, amountMinor: number) => pay(bookingId, amountMinor, { kind: "refund" });
const ledger = (bookingId: string) => listPayments(ctx, { bookingId, limit: 50 });

test("[BK40][BK45] a booking shows what is paid and due, wherever it is read", async () => {
  const id = await book();
  const shows = async (payment: object) => {
    expect((await getBooking(ctx, { bookingId: id })).payment).toEqual(payment);
    const { data } = await listBookings(ctx, { limit: 10 });
    expect(data.find((one) => one.id === id)?.payment).toEqual(payment);
    expect(await ledger(id)).toMatchObject(payment);
  };
  await shows({ state: "unpaid", paidMinor: 0, dueMinor: 10_000 });
  await pay(id, 3000, { method: "cash", reference: " Receipt 17 " });
  await shows({ state: "deposit_paid", paidMinor: 3000, dueMinor: 7000 });
  await pay(id, 7000);
  await shows({ state: "paid", paidMinor: 10_000, dueMinor: 0 });
  await refund(id, 4000);
  await shows({ state: "partially_refunded", paidMinor: 6000, dueMinor: 4000 });
  await refund(id, 6000);
  await shows({ state: "refunded", paidMinor: 0, dueMinor: 10_000 });
});

test("a ledger is listed in order, a page at a time", async () => {
  const id = await book();
  for (const amount of [1, 2, 3]) {
    world.clock.advance(1000);
    await pay(id, amount);
  }
  const first = await listPayments(ctx, { bookingId: id, limit: 2 });
  expect(first.data.map(({ amountMinor }) => amountMinor)).toEqual([1, 2]);
  expect(first).toMatchObject({ chargedMinor: 6, refundedMinor: 0, currency: "EUR" });
  const second = await listPayments(ctx, { bookingId: id, limit: 2, cursor: first.nextCursor });
  expect(second).toMatchObject({ data: [{ amountMinor: 3 }], nextCursor: null, chargedMinor: 6 });
  for (const key of ["name", "", "1e3", "-62135596800001", "253402300800000"]) {
    const cursor = Buffer.from(JSON.stringify([key, newId()])).toString("base64url");
    await expect(listPayments(ctx, { bookingId: id, limit: 2, cursor }), key).rejects.toMatchObject({
      code: "invalid",
    });
  }
});

test("[BK41] the database refuses to change a payment, and the currency is the booking's", async () => {
  const id = await book();
  const payment = await pay(id, 500, { reference: "A" });
  for (const set of [{ amountMinor: 1 }, { reference: "B" }, { reference: "Erased" }, { isLate: true }]) {
    await expect(ctx.db.update(payments).set(set).where(eq(payments.id, payment.id))).rejects.toMatchObject({
      cause: { code: "23001" },
    });
  }
  await expect(pay(id, 500, { currency: "USD" })).rejects.toMatchObject({
    code: "invalid",
    details: { errors: [{ pointer: "/currency", detail: expect.stringContaining("EUR") }] },
  });
  expect((await ledger(id)).data).toEqual([payment]);
});

test("[BK42] a refund names what is left", async () => {
  const id = await book();
  await expect(refund(id, 1)).rejects.toMatchObject({ code: "outside_rules", details: { restMinor: 0 } });
  await pay(id, 5000);
  await refund(id, 1999);
  await expect(refund(id, 3002)).rejects.toMatchObject({
    code: "outside_rules",
    message: expect.stringContaining("3001"),
    details: { restMinor: 3001, currency: "EUR", errors: [{ pointer: "/amountMinor" }] },
  });
  await refund(id, 3001);
  expect(await ledger(id)).toMatchObject({ state: "refunded", paidMinor: 0 });
});

test("[BK42] of twenty refunds at once, as many stand as there is money", async () => {
  const id = await book();
  await pay(id, 1000);
  const settled = await Promise.allSettled(Array.from({ length: 20 }, () => refund(id, 150)));
  expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(6);
  for (const result of settled) {
    if (result.status === "rejected") expect(result.reason).toMatchObject({ code: "outside_rules" });
  }
  expect(await ledger(id)).toMatchObject({ chargedMinor: 1000, refundedMinor: 900 });
});

test("[BK43] twenty repeats of one payment at once record one and get it each", async () => {
  const id = await book(payFirst);
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => pay(id, 3000, { idempotencyKey: "till-1" })),
  );
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(await ledger(id)).toMatchObject({ data: [{ amountMinor: 3000 }], paidMinor: 3000 });
  expect(await getBooking(ctx, { bookingId: id })).toMatchObject({ status: "confirmed", version: 2 });
});

test("[BK43] a key stands for one payment, whatever became of the booking since", async () => {
  const id = await book();
  const other = await book();
  const idempotencyKey = "till-2";
  const first = await pay(id, 1000, { idempotencyKey });
  const differing = [
    { amountMinor: 999 },
    { kind: "refund" },
    { method: "cash" },
    { bookingId: other },
  ] as const;
  for (const more of differing) {
    await expect(pay(id, 1000, { idempotencyKey, ...more })).rejects.toMatchObject({
      code: "invalid",
      details: { errors: [{ pointer: "/idempotencyKey" }] },
    });
  }
  await refund(id, 1000);
  await cancelBooking(ctx, { bookingId: id });
  expect(await pay(id, 1000, { idempotencyKey })).toEqual(first);
  expect((await ledger(id)).data).toHaveLength(2);
  // Keys of another organisation are another's.
  ctx = await createMember(world);
  expect(await pay(await book(), 1, { idempotencyKey })).toMatchObject({ amountMinor: 1 });
});

test("[BK43] one key for two bookings at once records one payment", async () => {
  const ids = [await book(), await book()];
  const settled = await Promise.allSettled(
    Array.from({ length: 20 }, (_, index) => pay(ids[index % 2] ?? "", 1000, { idempotencyKey: "till-3" })),
  );
  const paid = settled.flatMap((result) => (result.status === "fulfilled" ? [result.value.id] : []));
  expect(paid).toHaveLength(10);
  expect(new Set(paid).size).toBe(1);
});

test("[BK44] a late payment is recorded, marked and listed until it is given back", async () => {
  const expired = await book(payFirst);
  world.clock.advance(31 * 60_000);
  await expireBookings(world.environment);
  const declined = await book({ ...price, requiresApproval: true });
  await declineBooking(ctx, { bookingId: declined });
  const cancelled = await book();
  await cancelBooking(ctx, { bookingId: cancelled });
  for (const id of [expired, declined, cancelled]) {
    world.clock.advance(1000);
    expect(await pay(id, 3000)).toMatchObject({ isLate: true, amountMinor: 3000 });
  }
  expect(await getBooking(ctx, { bookingId: expired })).toMatchObject({
    status: "expired",
    payment: { paidMinor: 3000, dueMinor: 0 },
  });
  await refund(declined, 1000);
  const first = await listLatePayments(ctx, { limit: 2 });
  expect(first.data).toMatchObject([
    { bookingId: cancelled, bookingStatus: "cancelled", restMinor: 3000 },
    { bookingId: declined, bookingStatus: "declined", restMinor: 2000, isLate: true },
  ]);
  const second = await listLatePayments(ctx, { limit: 2, cursor: first.nextCursor });
  expect(second).toMatchObject({ data: [{ bookingId: expired }], nextCursor: null });
  const stranger = await createMember(world);
  expect(await listLatePayments(stranger, { limit: 2 })).toEqual({ data: [], nextCursor: null });
});

test("[BK44] the fee of a cancelled booking is not late, what goes beyond it is", async () => {
  const id = await book({ ...price, cancellationFreeUntilMinutes: 525_600, cancellationFeeMinor: 900 });
  await cancelBooking(ctx, { bookingId: id });
  expect(await ledger(id)).toMatchObject({ dueMinor: 900 });
  expect(await pay(id, 900)).toMatchObject({ isLate: false });
  expect(await ledger(id)).toMatchObject({ dueMinor: 0 });
  expect(await pay(id, 1)).toMatchObject({ isLate: true });
});

test("[BK46] the charge that completes the deposit confirms the booking", async () => {
  const id = await book(payFirst);
  await pay(id, 2999);
  expect(await getBooking(ctx, { bookingId: id })).toMatchObject({ status: "pending", version: 2 });
  await refund(id, 1);
  await pay(id, 1);
  expect(await getBooking(ctx, { bookingId: id })).toMatchObject({ status: "pending" });
  await pay(id, 1);
  expect(await getBooking(ctx, { bookingId: id })).toMatchObject({ status: "confirmed", expiresAt: null });
});

test("[BK46] a booking that waits for approval is not confirmed by money", async () => {
  const id = await book({ ...payFirst, requiresApproval: true });
  await pay(id, 10_000);
  expect(await getBooking(ctx, { bookingId: id })).toMatchObject({
    status: "pending",
    payment: { state: "paid" },
  });
});

test("[BK46] payments, the sweep and cancelling at once: the money is there, and late where it came too late", async () => {
  const ids = await Promise.all(Array.from({ length: 6 }, () => book(payFirst)));
  world.clock.advance(30 * 60_000);
  await Promise.all([
    expireBookings(world.environment),
    ...ids.map((id) => pay(id, 3000)),
    expireBookings(world.environment),
  ]);
  for (const bookingId of ids) {
    const { status, payment } = await getBooking(ctx, { bookingId });
    const [charge] = (await ledger(bookingId)).data;
    expect(payment.paidMinor).toBe(3000);
    expect(["confirmed", "expired"]).toContain(status);
    expect(charge?.isLate).toBe(status === "expired");
  }
});

test("[BK47] money is recorded although a calendar cannot be read, and the booking then waits for a person", async () => {
  const { simulator, providers } = await createGoogle(world.clock.now);
  const organization = ctx;
  ctx = { ...organization, providers };
  try {
    const calendarId = (await connectGoogle(ctx, ANN)).get("Meeting room") ?? "";
    const [unsure, insisting] = [await createRoom(ctx, payFirst), await createRoom(ctx, payFirst)];
    const links = [unsure, insisting].map((productId) => ({
      productId,
      countsBusy: true,
      receivesBookings: false,
    }));
    await updateCalendarLinks(ctx, { calendarId, links });
    await syncCalendar(ctx, { calendarId });
    const wish = { start: at("2026-12-04T10:00:00+01:00"), attendees: 1, customer };
    const first = await createBooking(ctx, { ...wish, productId: unsure });
    const second = await createBooking(ctx, { ...wish, productId: insisting });
    await simulator.stop();
    world.clock.advance(20 * 60_000);
    const policy = (freshnessPolicy: "allow" | "refuse") =>
      ctx.db
        .update(organizations)
        .set({ freshnessPolicy, calendarStaleMinutes: 5 })
        .where(eq(organizations.id, ctx.actor.organizationId));
    await policy("allow");
    await pay(first.id, 3000);
    expect(await getBooking(ctx, { bookingId: first.id })).toMatchObject({
      status: "confirmed",
      isUnverified: true,
    });
    await policy("refuse");
    await pay(second.id, 3000);
    world.clock.advance(hourMs);
    await expireBookings(world.environment);
    expect(await getBooking(ctx, { bookingId: second.id })).toMatchObject({
      status: "pending",
      expiresAt: null,
      payment: { paidMinor: 3000 },
    });
  } finally {
    await simulator.stop();
  }
});

test("[BK48] every payment raises the version of its booking, and is announced", async () => {
  const id = await book();
  await pay(id, 100);
  await refund(id, 100);
  const announced = await ctx.db
    .select({ name: outbox.name, payload: outbox.payload })
    .from(outbox)
    .where(sql`${outbox.payload}->>'bookingId' = ${id} and ${outbox.name} = 'booking/changed'`)
    .orderBy(asc(outbox.id));
  const data = { organizationId: ctx.actor.organizationId, bookingId: id };
  expect(announced.map(({ payload }) => payload)).toEqual([
    { ...data, version: 2 },
    { ...data, version: 3 },
  ]);
  expect(await getBooking(ctx, { bookingId: id })).toMatchObject({ version: 3 });
  await expect(cancelBooking(ctx, { bookingId: id, version: 1 })).rejects.toMatchObject({ code: "stale" });
});

test("payments want a permission, and a booking of the organisation that is no hold", async () => {
  const id = await book();
  const { id: holdId } = await createHold(ctx, {
    productId: await createRoom(ctx, price),
    start: ten + hourMs,
    attendees: 1,
  });
  for (const bookingId of [holdId, newId()]) {
    await expect(pay(bookingId, 1)).rejects.toMatchObject({ code: "not_found" });
    await expect(ledger(bookingId)).rejects.toMatchObject({ code: "not_found" });
  }
  ctx = await createMember(world);
  await expect(pay(id, 1)).rejects.toMatchObject({ code: "not_found" });
  ctx = await createMember(world, "viewer");
  await expect(pay(id, 1)).rejects.toMatchObject({ code: "forbidden" });
});

test("an answer holds nothing of the row but what is documented", async () => {
  const id = await book();
  const { id: paymentId, ...payment } = await pay(id, 100, { idempotencyKey: "till-4" });
  expect(payment).toEqual({
    bookingId: id,
    kind: "charge",
    method: "card",
    amountMinor: 100,
    currency: "EUR",
    reference: null,
    isLate: false,
    at: monday,
  });
  expect((await ledger(id)).data).toEqual([{ id: paymentId, ...payment }]);
});

test.each([
  [{ amountMinor: 0 }, "amountMinor"],
  [{ amountMinor: -5 }, "amountMinor"],
  [{ amountMinor: 1.5 }, "amountMinor"],
  [{ amountMinor: 1_000_000_001 }, "amountMinor"],
  [{ currency: "euro" }, "currency"],
  [{ method: "cheque" }, "method"],
  [{ kind: "deposit" }, "kind"],
  [{ reference: "x".repeat(201) }, "reference"],
  [{ idempotencyKey: "" }, "idempotencyKey"],
  [{ bookingId: "1" }, "bookingId"],
])("a payment with %o is refused", (fault, field) => {
  const good = { bookingId: newId(), kind: "charge", amountMinor: 1, currency: "EUR", method: "card" };
  expect(RecordPayment.safeParse(good).success).toBe(true);
  const { error } = RecordPayment.safeParse({ ...good, ...fault });
  expect(new Set(error?.issues.map(({ path }) => path.join("/")))).toEqual(new Set([field]));
});
