import { calendarPushes } from "@availability/db/schema";
import { must } from "@availability/domain/errors";
import { findNextSlots } from "@availability/ontology/availability";
import { createBooking } from "@availability/ontology/booking";
import { syncCalendar } from "@availability/ontology/calendar";
import { eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import * as z from "zod";
import { bookingEvents, control, createWorld, eventually, type World } from "./world.ts";

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world[Symbol.asyncDispose]());

const hourMs = 3_600_000;
// Past the leases that the dead worker left behind.
const minuteAheadMs = 60_000;

async function book() {
  const { productId, calendarId } = world;
  // Whoever books has doubtful calendars read first; read before that, it is known what is free.
  await syncCalendar(world.ctx, { calendarId });
  const from = Date.now() + 48 * hourMs;
  const { slots } = await findNextSlots(world.ctx, { productId, from, count: 1 });
  const { start } = must(slots[0], "a room that never closes has a free hour");
  const customer = { name: "Carla Diaz", email: "carla@example.org" };
  return createBooking(world.ctx, { productId, start, attendees: 1, customer });
}

const inserts = { method: "events.insert" };

async function insertRequests(): Promise<number> {
  const Requests = z.array(z.looseObject({ operation: z.string().nullable() }));
  const requests = Requests.parse(await control(world, "GET", "requests"));
  return requests.filter(({ operation }) => operation === "events.insert").length;
}

async function applied(bookingId: string): Promise<boolean> {
  const rows = await world.ctx.db
    .select()
    .from(calendarPushes)
    .where(eq(calendarPushes.bookingId, bookingId));
  return rows.length === 1 && rows.every((row) => row.appliedVersion === row.desiredVersion);
}

async function attempted(bookingId: string): Promise<boolean> {
  const rows = await world.ctx.db
    .select()
    .from(calendarPushes)
    .where(eq(calendarPushes.bookingId, bookingId));
  return rows.some(({ remoteState }) => remoteState === "unknown");
}

test("[SY43] a worker killed between the confirmation and the insert leaves one event after the restart", async () => {
  await control(world, "POST", "faults", { match: inserts, times: 1, do: { delayMs: 60_000 } });
  const booking = await book();
  const worker = await world.startWorker();
  await eventually("the first attempt", () => attempted(booking.id));
  await world.kill(worker);
  expect(await bookingEvents(world)).toEqual([]);
  await world.startWorker(minuteAheadMs);
  await eventually("the push", () => applied(booking.id));
  expect(await bookingEvents(world)).toHaveLength(1);
});

test("[SY43] a worker killed after the insert, before its answer is stored, leaves one event after the restart", async () => {
  await control(world, "POST", "faults", {
    match: inserts,
    times: 1,
    do: { applyThen: { delayMs: 60_000 } },
  });
  const booking = await book();
  const worker = await world.startWorker();
  await eventually("the event in the calendar", async () => (await bookingEvents(world)).length === 1);
  expect(await applied(booking.id)).toBe(false);
  await world.kill(worker);
  await world.startWorker(minuteAheadMs);
  await eventually("the push", () => applied(booking.id));
  expect(await bookingEvents(world)).toHaveLength(1);
});

test("[SY44] a booking made while no worker runs is pushed by the next one", async () => {
  const booking = await book();
  await world.startWorker();
  await eventually("the push", () => applied(booking.id));
  expect(await bookingEvents(world)).toHaveLength(1);
  expect(await insertRequests()).toBe(1);
});

test("[SY27] no token stands in clear in any table, in job state or in the log", async () => {
  const booking = await book();
  await world.startWorker();
  await eventually("the push", () => applied(booking.id));
  expect(world.tokens.length).toBeGreaterThanOrEqual(2);
  const everything = (await dump(world)) + world.output.join("");
  expect(everything).toContain(booking.id);
  expect(everything).toContain("Carla Diaz");
  for (const token of world.tokens) expect(everything).not.toContain(token);
  expect(world.output.join("")).not.toMatch(/Carla|carla@example\.org/);
});

/** Every row of every table of every schema, the executor's included, as text. */
async function dump({ ctx }: World): Promise<string> {
  const tables = await ctx.db.execute<{ name: string }>(
    "select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')",
  );
  const texts: string[] = [];
  for (const { name } of tables) {
    const [row] = await ctx.db.execute<{ text: string | null }>(
      `select string_agg(t::text, E'\\n') as text from ${name} t`,
    );
    texts.push(`${name}\n${row?.text ?? ""}`);
  }
  return texts.join("\n");
}
