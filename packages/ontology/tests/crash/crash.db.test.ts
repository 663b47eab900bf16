import { openDatabase } from "@availability/db";
import { must } from "@availability/domain/errors";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import {
  cancelBooking,
  checkInBooking,
  confirmBooking,
  createBooking,
  createHold,
  declineBooking,
  expireBookings,
  extendHold,
  releaseHold,
  rescheduleBooking,
} from "../../src/booking/index.ts";
import type { Ctx } from "../../src/index.ts";
import { createClass, customerOf, hourMs, minuteMs, ten } from "../races/shop.ts";
import { expectSound } from "../races/sound.ts";
import { watchStatements } from "../races/statements.ts";
import { createMember, createRoom, createWorld, customer, monday, type World } from "../world.ts";
import { readTables } from "./tables.ts";

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

type Verb = (ctx: Ctx) => Promise<unknown>;

/**
 * Runs a verb over a connection that the server cuts before the n-th statement of its transaction, for every n, until it comes
 * through; nothing may have changed each time before.
 */
async function crashEverywhere(verb: Verb): Promise<number> {
  const { organizationId } = ctx.actor;
  const before = await readTables(ctx.db, organizationId);
  for (let n = 1; ; n += 1) {
    const sent = await runCutBefore(n, verb);
    const after = await readTables(ctx.db, organizationId);
    await expectSound(ctx.db, organizationId, world.clock.now());
    if (sent < n) {
      expect(after).not.toBe(before);
      return sent;
    }
    expect(after).toBe(before);
  }
}

/** How many statements the verb sent; as many as `n` when it was cut. */
async function runCutBefore(n: number, verb: Verb): Promise<number> {
  const database = openDatabase(world.url, { max: 1 });
  try {
    const [row] = await database.sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
    const { pid } = must(row, "a select of a value has a row");
    let sent = 0;
    watchStatements(database, async () => {
      sent += 1;
      // Waits until the backend is gone.
      if (sent === n) await world.database.db.execute(sql`select pg_terminate_backend(${pid}::int, 10000)`);
    });
    const run = verb({ ...ctx, db: database.db });
    expect(await isDone(run)).toBe(sent < n);
    return sent;
  } finally {
    await database.close();
  }
}

function isDone(run: Promise<unknown>): Promise<boolean> {
  return run.then(
    () => true,
    () => false,
  );
}

const book = (productId: string, start = ten) =>
  createBooking(ctx, { productId, start, attendees: 2, customer: customerOf(1) });

test("[BK83] booking a class with its members", async () => {
  const { yoga } = await createClass(ctx);
  const statements = await crashEverywhere((cut) =>
    createBooking(cut, { productId: yoga, start: ten, attendees: 2, customer }),
  );
  expect(statements).toBeGreaterThan(8);
});

test("[BK83] booking a place for which lanes are moved", async () => {
  const room = await createRoom(ctx, { capacity: 2, maxAttendeesPerBooking: 2 });
  const first = { productId: room, attendees: 1, customer };
  await createBooking(ctx, { ...first, start: ten });
  const filler = await createBooking(ctx, { ...first, start: ten + hourMs });
  await createBooking(ctx, { ...first, start: ten + hourMs });
  await cancelBooking(ctx, { bookingId: filler.id });
  await crashEverywhere((cut) => createBooking(cut, { ...first, start: ten + 30 * minuteMs }));
});

test("[BK83] holding, extending and giving up", async () => {
  const { yoga } = await createClass(ctx);
  await crashEverywhere((cut) => createHold(cut, { productId: yoga, start: ten, attendees: 2 }));
  const { id: holdId } = await createHold(ctx, { productId: yoga, start: ten, attendees: 1 });
  await crashEverywhere((cut) => extendHold(cut, { holdId }));
  await crashEverywhere((cut) => releaseHold(cut, { holdId }));
});

test("[BK83] a hold that becomes the booking", async () => {
  const { yoga } = await createClass(ctx);
  const { id: holdId, token: holdToken } = await createHold(ctx, {
    productId: yoga,
    start: ten,
    attendees: 2,
  });
  await crashEverywhere((cut) =>
    createBooking(cut, { productId: yoga, start: ten, attendees: 2, customer, holdId, holdToken }),
  );
});

test("[BK83] moving a booking with its members", async () => {
  const { yoga } = await createClass(ctx);
  const { id: bookingId } = await book(yoga);
  const statements = await crashEverywhere((cut) =>
    rescheduleBooking(cut, { bookingId, start: ten + 2 * hourMs }),
  );
  expect(statements).toBeGreaterThan(10);
});

test("[BK83] cancelling the last booking of its members", async () => {
  const { yoga } = await createClass(ctx);
  const { id: bookingId } = await book(yoga);
  await crashEverywhere((cut) => cancelBooking(cut, { bookingId }));
});

test("[BK83] confirming, checking in, declining and expiring", async () => {
  const room = await createRoom(ctx, { capacity: 8, maxAttendeesPerBooking: 2, requiresApproval: true });
  const [first, second] = [await book(room), await book(room)];
  await crashEverywhere((cut) => confirmBooking(cut, { bookingId: first.id }));
  await crashEverywhere((cut) => checkInBooking(cut, { bookingId: first.id }));
  await crashEverywhere((cut) => declineBooking(cut, { bookingId: second.id }));
  // What other tests left to expire would be transactions of its own.
  world.clock.advance(6 * minuteMs);
  await expireBookings(ctx);
  await createHold(ctx, { productId: room, start: ten, attendees: 2 });
  world.clock.advance(6 * minuteMs);
  await crashEverywhere((cut) => expireBookings(cut));
});
