import { newId } from "@availability/db";
import { blockOccurrences, blocks } from "@availability/db/schema";
import { CreateBlock } from "@availability/domain/availability";
import { count, eq, max, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import {
  createBlock,
  deleteBlock,
  extendBlocks,
  getBlock,
  listBlocks,
  listSlots,
  updateBlock,
} from "../src/availability/index.ts";
import { createBooking } from "../src/booking/index.ts";
import { type Ctx, createCaller } from "../src/index.ts";
import { at, createMember, createRoom, createWorld, customer, monday, type World } from "./world.ts";

let world: World;
let ctx: Ctx;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(async () => {
  ctx = await createMember(world);
});

const hour = 3_600_000;
const day = 24 * hour;
const tuesday = at("2026-11-24T10:00:00+01:00");
const once = { start: tuesday, end: tuesday + 2 * hour };

async function occurrencesOf(blockId: string): Promise<number> {
  const [row] = await ctx.db
    .select({ count: count() })
    .from(blockOccurrences)
    .where(eq(blockOccurrences.blockId, blockId));
  return row?.count ?? 0;
}

async function slotStarts(productId: string, date: string): Promise<string[]> {
  const range = { start: at(`${date}T00:00:00Z`), end: at(`${date}T23:00:00Z`) };
  const { slots } = await listSlots(ctx, { productId, ...range });
  return slots.map(({ start }) => new Date(start).toISOString().slice(11, 16));
}

test("a block over several products is made, read, changed at its version, listed and deleted", async () => {
  const first = await createRoom(ctx);
  const second = await createRoom(ctx);
  const made = await createBlock(ctx, {
    productId: first,
    productIds: [second, first],
    ...once,
    reason: "Paint",
  });
  expect(made).toMatchObject({
    ...once,
    timeZone: "Europe/Berlin",
    rrule: null,
    reason: "Paint",
    version: 1,
  });
  expect(made.productIds).toEqual([first, second].sort());
  expect(await slotStarts(second, "2026-11-24")).not.toContain("10:00");
  const changed = await updateBlock(ctx, {
    blockId: made.id,
    start: tuesday + day,
    productIds: [first],
    version: 1,
  });
  expect(changed).toMatchObject({
    start: tuesday + day,
    end: tuesday + day + 2 * hour,
    version: 2,
    reason: "Paint",
  });
  expect(await slotStarts(second, "2026-11-24")).toContain("10:00");
  expect(await slotStarts(first, "2026-11-25")).not.toContain("10:00");
  await expect(updateBlock(ctx, { blockId: made.id, reason: "Late", version: 1 })).rejects.toMatchObject({
    code: "stale",
  });
  expect(await getBlock(ctx, { blockId: made.id })).toMatchObject({ productIds: [first], version: 2 });
  await deleteBlock(ctx, { blockId: made.id, version: 2 });
  await expect(getBlock(ctx, { blockId: made.id })).rejects.toMatchObject({ code: "not_found" });
  expect(await slotStarts(first, "2026-11-25")).toContain("10:00");
});

test("blocks of a product are listed by start, a page at a time, and by the time they take", async () => {
  const productId = await createRoom(ctx);
  const weekly = await createBlock(ctx, { productId, ...once, rrule: "FREQ=WEEKLY" });
  const early = await createBlock(ctx, { productId, start: tuesday - day, end: tuesday });
  const page = await listBlocks(ctx, { productId, limit: 1 });
  expect(page.data).toMatchObject([{ id: early.id, productIds: [productId] }]);
  const rest = await listBlocks(ctx, { productId, limit: 1, cursor: page.nextCursor });
  expect(rest).toMatchObject({ data: [{ id: weekly.id, rrule: "FREQ=WEEKLY" }], nextCursor: null });
  const later = { from: tuesday + 14 * day, to: tuesday + 14 * day + hour };
  expect((await listBlocks(ctx, { productId, limit: 9, ...later })).data).toMatchObject([{ id: weekly.id }]);
  const between = { from: tuesday + 3 * day, to: tuesday + 4 * day };
  expect((await listBlocks(ctx, { productId, limit: 9, ...between })).data).toEqual([]);
});

test("[AV50] a recurring block keeps its wall time across the clock change", async () => {
  const productId = await createRoom(ctx);
  const start = at("2027-03-22T12:00:00+01:00");
  await createBlock(ctx, { productId, start, end: start + hour, rrule: "FREQ=WEEKLY;COUNT=2" });
  expect(await slotStarts(productId, "2027-03-22")).not.toContain("11:00");
  const summer = await slotStarts(productId, "2027-03-29");
  expect(summer).toContain("11:00");
  expect(summer).not.toContain("10:00");
});

test("[AV51] where the rule does not fall on the start, the block begins on the next time it names, and says so", async () => {
  const productId = await createRoom(ctx);
  const made = await createBlock(ctx, { productId, ...once, rrule: "FREQ=WEEKLY;BYDAY=WE" });
  expect(made).toMatchObject({
    start: tuesday + day,
    notices: [expect.stringContaining("2026-11-25T09:00")],
  });
});

test("[AV56] occurrences are written 1,200 days ahead, and the job writes on; twice is once", async () => {
  const productId = await createRoom(ctx);
  const { id: blockId } = await createBlock(ctx, { productId, ...once, rrule: "FREQ=WEEKLY;BYDAY=TU" });
  const counted = await createBlock(ctx, { productId, ...once, rrule: "FREQ=DAILY;COUNT=5" });
  const expandedUntil = async (id: string) => {
    const [row] = await ctx.db.select({ until: blocks.expandedUntil }).from(blocks).where(eq(blocks.id, id));
    return row?.until?.getTime() ?? null;
  };
  expect(await expandedUntil(blockId)).toBe(tuesday + 1200 * day);
  expect(await expandedUntil(counted.id)).toBeNull();
  expect(await occurrencesOf(blockId)).toBe(172);
  expect(await occurrencesOf(counted.id)).toBe(5);
  expect(await extendBlocks(world.environment)).toBe(0);
  const later = { ...world.environment, now: () => monday + 62 * day };
  expect(await extendBlocks(later)).toBeGreaterThan(0);
  expect(await expandedUntil(blockId)).toBe(monday + 1262 * day);
  expect(await occurrencesOf(blockId)).toBe(181);
  const [last] = await ctx.db
    .select({ at: max(sql<string>`lower(${blockOccurrences.during})`) })
    .from(blockOccurrences)
    .where(eq(blockOccurrences.blockId, blockId));
  const lastStart = new Date(`${last?.at}`).getTime();
  expect(lastStart).toBeGreaterThan(monday + 1254 * day);
  expect(await extendBlocks(later)).toBe(0);
  await ctx.db
    .update(blocks)
    .set({ expandedUntil: new Date(monday + 1200 * day) })
    .where(eq(blocks.id, blockId));
  expect(await extendBlocks(later)).toBe(1);
  expect(await occurrencesOf(blockId)).toBe(181);
});

test("[AV57] of a rule that began long ago only the last 400 days and what comes are written", async () => {
  const productId = await createRoom(ctx);
  const start = at("2000-01-01T10:00:00+01:00");
  const rule = { productId, start, end: start + hour, rrule: "FREQ=DAILY" };
  const made = await createBlock(ctx, rule);
  expect(made.start).toBe(start);
  expect(await occurrencesOf(made.id)).toBe(1600);
  expect(await slotStarts(productId, "2026-11-24")).not.toContain("09:00");
  const past = await createBlock(ctx, { productId, start, end: start + hour });
  expect(await occurrencesOf(past.id)).toBe(1);
});

test("[AV47] bookings inside a new block are named, of every occurrence; a dry run blocks nothing", async () => {
  const productId = await createRoom(ctx);
  const book = (start: number) => createBooking(ctx, { productId, start, attendees: 1, customer });
  const inside = [await book(tuesday), await book(tuesday + 7 * day)];
  await book(tuesday + 2 * hour);
  const weekly = { productId, ...once, rrule: "FREQ=WEEKLY;COUNT=3" };
  const dry = await createBlock(ctx, { ...weekly, dryRun: true });
  expect(dry.affectedBookings.bookings.map(({ id }) => id)).toEqual(inside.map(({ id }) => id));
  await expect(getBlock(ctx, { blockId: dry.id })).rejects.toMatchObject({ code: "not_found" });
  const { id: blockId, affectedBookings } = await createBlock(ctx, weekly);
  expect(affectedBookings).toMatchObject({ total: 2, examined: 3 });
  const moved = await updateBlock(ctx, { blockId, end: once.end + hour, rrule: null });
  expect(moved).toMatchObject({ rrule: null, affectedBookings: { total: 1 } });
  expect(await occurrencesOf(blockId)).toBe(1);
});

test.each([
  [{ end: "2026-11-24T09:00:00Z" }, "end", /after the start/],
  [{ end: "2026-11-24T08:00:00Z" }, "end", /after the start/],
  [{ end: "2028-11-24T08:00:00Z" }, "end", /366 days/],
  [{ start: "2026-02-30T09:00:00Z" }, "start", /offset/],
  [{ timeZone: "Mars/Olympus" }, "timeZone", /IANA/],
  [{ productId: undefined }, "productIds", /products to block/],
  [{ productIds: [] }, "productIds", /at least one/],
  [{ productIds: Array.from({ length: 101 }, () => newId()) }, "productIds", /100 products/],
  [{ rrule: " " }, "rrule", /FREQ=WEEKLY/],
])("%j is refused", (given, field, sentence) => {
  const base = { productId: newId(), start: "2026-11-24T09:00:00Z", end: "2026-11-24T10:00:00Z" };
  const [issue] = CreateBlock.safeParse({ ...base, ...given }).error?.issues ?? [];
  expect(issue?.path[0]).toBe(field);
  expect(issue?.message).toMatch(sentence);
});

test("a change of one end is held against the other", async () => {
  const productId = await createRoom(ctx);
  const { id: blockId } = await createBlock(ctx, { productId, ...once });
  await expect(updateBlock(ctx, { blockId, end: once.start })).rejects.toMatchObject({
    code: "invalid",
    details: { errors: [{ pointer: "/end" }] },
  });
});

test("nobody reaches the blocks or products of another organisation", async () => {
  const productId = await createRoom(ctx);
  const { id: blockId } = await createBlock(ctx, { productId, ...once });
  const strange = await createMember(world);
  const theirs = await createRoom(strange);
  const stranger = createCaller(strange).availability;
  const calls = [
    () => stranger.block({ blockId }),
    () => stranger.updateBlock({ blockId, reason: "Mine" }),
    () => stranger.deleteBlock({ blockId }),
    () => stranger.blocks({ productId }),
    () => stranger.createBlock({ productIds: [theirs, productId], ...once }),
  ];
  for (const call of calls) await expect(call()).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(createBlock(strange, { productIds: [theirs, productId], ...once })).rejects.toMatchObject({
    details: { errors: [{ pointer: "/productIds/1" }] },
  });
  const { id: own } = await createBlock(strange, { productId: theirs, ...once });
  await expect(stranger.updateBlock({ blockId: own, productIds: [productId] })).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
});
