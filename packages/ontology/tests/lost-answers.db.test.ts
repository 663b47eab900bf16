import { calendarPushes } from "@availability/db/schema";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { cancelBooking, createBooking, rescheduleBooking } from "../src/booking/index.ts";
import { listConflicts, pushBooking, updateCalendarLinks } from "../src/calendar/index.ts";
import type { Ctx } from "../src/index.ts";
import { account, calendarName, ownerAt, sides } from "./sides.ts";
import { at, createMember, createRoom, customer, type GoogleWorld } from "./world.ts";

const ten = at("2026-12-02T10:00:00+01:00");
const two = at("2026-12-02T16:00:00+01:00");

describe.each(sides)("at $provider", ({ provider, createSimulated, connect }) => {
  let world: GoogleWorld;
  let owner: ReturnType<typeof ownerAt>;
  beforeAll(async () => {
    world = await createSimulated();
    owner = ownerAt(world, provider);
  });
  afterAll(() => world[Symbol.asyncDispose]());
  beforeEach(() => owner.setUp());

  async function linkedRoom() {
    const ctx = await createMember(world);
    const productId = await createRoom(ctx);
    const calendarId = (await connect(ctx, account)).get(calendarName) ?? "";
    await updateCalendarLinks(ctx, {
      calendarId,
      links: [{ productId, countsBusy: true, receivesBookings: true }],
    });
    return { ctx, productId };
  }

  async function book(ctx: Ctx, productId: string) {
    const booking = await createBooking(ctx, { productId, start: ten, attendees: 1, customer });
    const [push] = await ctx.db.select().from(calendarPushes).where(eq(calendarPushes.bookingId, booking.id));
    return { bookingId: booking.id, pushId: push?.id ?? "" };
  }

  async function eventIdOf(ctx: Ctx, pushId: string): Promise<string> {
    const [push] = await ctx.db.select().from(calendarPushes).where(eq(calendarPushes.id, pushId));
    return push?.providerEventId ?? "";
  }

  const fault = (method: string, action: object) =>
    world.control("POST", "faults", { match: { provider, method, pathRe: "/events" }, do: action });

  test.each([
    ["before the provider did anything", { drop: "before" }],
    ["after it did everything", { drop: "after" }],
    ["with an error after it did everything", { applyThen: { status: 503 } }],
  ])("[SY64] answers lost %s leave one event, moved once, and then none", async (_title, lost) => {
    const { ctx, productId } = await linkedRoom();
    const { bookingId, pushId } = await book(ctx, productId);
    const twice = async () => {
      await expect(pushBooking(ctx, { pushId })).rejects.toMatchObject({ kind: "unavailable" });
      return pushBooking(ctx, { pushId });
    };
    await fault("POST", lost);
    expect(await twice()).toEqual({ kind: "applied", remote: "present" });
    expect(await owner.ours()).toEqual([expect.objectContaining({ start: ten })]);
    await rescheduleBooking(ctx, { bookingId, start: two });
    await fault("PATCH", lost);
    expect(await twice()).toEqual({ kind: "applied", remote: "present" });
    expect(await owner.ours()).toEqual([expect.objectContaining({ start: two })]);
    await cancelBooking(ctx, { bookingId });
    await fault("DELETE", lost);
    expect(await twice()).toEqual({ kind: "applied", remote: "absent" });
    expect(await owner.ours()).toEqual([]);
    expect((await listConflicts(ctx, { limit: 50 })).data).toEqual([]);
  });

  test("[SY64] a booking cancelled while its insert has no known outcome leaves nothing behind", async () => {
    const { ctx, productId } = await linkedRoom();
    const { bookingId, pushId } = await book(ctx, productId);
    await fault("POST", { drop: "after" });
    await expect(pushBooking(ctx, { pushId })).rejects.toMatchObject({ kind: "unavailable" });
    await cancelBooking(ctx, { bookingId });
    expect(await pushBooking(ctx, { pushId })).toEqual({ kind: "applied", remote: "absent" });
    expect(await owner.ours()).toEqual([]);
    const other = await book(ctx, productId);
    await fault("POST", { drop: "before" });
    await expect(pushBooking(ctx, other)).rejects.toMatchObject({ kind: "unavailable" });
    await cancelBooking(ctx, other);
    await expect(pushBooking(ctx, other)).rejects.toMatchObject({ code: "missing", retryAfterMs: 60_000 });
    world.clock.advance(60_000);
    expect(await pushBooking(ctx, other)).toEqual({ kind: "applied", remote: "absent" });
  });

  test("[SY62] an event that moved on without a change of its own is written once more", async () => {
    const { ctx, productId } = await linkedRoom();
    const { bookingId, pushId } = await book(ctx, productId);
    await pushBooking(ctx, { pushId });
    const id = await eventIdOf(ctx, pushId);
    await owner.changes(id, { isFree: false });
    await rescheduleBooking(ctx, { bookingId, start: two });
    expect(await pushBooking(ctx, { pushId })).toEqual({ kind: "applied", remote: "present" });
    expect(await owner.ours()).toEqual([expect.objectContaining({ id, start: two })]);
  });
});
