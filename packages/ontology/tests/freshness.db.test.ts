import { organizations } from "@availability/db/schema";
import { ANN, SEED_CALENDARS } from "@availability/simulator";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { confirmBooking, createBooking } from "../src/booking/index.ts";
import { syncCalendar, updateCalendarLinks } from "../src/calendar/index.ts";
import type { Ctx } from "../src/index.ts";
import {
  at,
  connectGoogle,
  createGoogleWorld,
  createMember,
  createRoom,
  customer,
  type GoogleWorld,
} from "./world.ts";

let world: GoogleWorld;
beforeAll(async () => {
  world = await createGoogleWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

/** A room whose calendar was read, then aged by two hours, with an event that we have not seen yet. */
async function agedRoom() {
  const ctx = await createMember(world);
  const productId = await createRoom(ctx, { requiresApproval: false });
  const calendars = await connectGoogle(ctx, ANN);
  const calendarId = calendars.get("Meeting room") ?? "";
  await updateCalendarLinks(ctx, {
    calendarId,
    links: [{ productId, countsBusy: true, receivesBookings: false }],
  });
  await syncCalendar(ctx, { calendarId });
  world.clock.advance(2 * 3_600_000);
  return { ctx, productId };
}

const book = (ctx: Ctx, productId: string, start: string) =>
  createBooking(ctx, { productId, start: at(start), attendees: 1, customer });

test("[BK34] a calendar not read for too long is read first, and what it says counts", async () => {
  const { ctx, productId } = await agedRoom();
  await world.control("POST", "events", {
    provider: "google",
    account: ANN,
    calendarId: SEED_CALENDARS.meetingRoom,
    event: {
      summary: "Board",
      start: { dateTime: "2026-12-03T10:00:00+01:00" },
      end: { dateTime: "2026-12-03T11:00:00+01:00" },
    },
  });
  await expect(book(ctx, productId, "2026-12-03T10:00:00+01:00")).rejects.toMatchObject({
    code: "slot_taken",
  });
  expect(await book(ctx, productId, "2026-12-03T11:00:00+01:00")).toMatchObject({ isUnverified: false });
});

test("[BK34] a calendar that cannot be read leaves the booking unverified, or refused where the policy says so", async () => {
  const { ctx, productId } = await agedRoom();
  await world.control("POST", "faults", {
    match: { method: "events.list" },
    times: null,
    do: { status: 503 },
  });
  try {
    expect(await book(ctx, productId, "2026-12-04T10:00:00+01:00")).toMatchObject({
      status: "confirmed",
      isUnverified: true,
    });
    const { organizationId } = ctx.actor;
    await ctx.db
      .update(organizations)
      .set({ freshnessPolicy: "refuse" })
      .where(eq(organizations.id, organizationId));
    await expect(book(ctx, productId, "2026-12-04T11:00:00+01:00")).rejects.toMatchObject({
      code: "provider_unavailable",
    });
    const approval = await createRoom(ctx, { requiresApproval: true });
    const pending = await book(ctx, approval, "2026-12-04T11:00:00+01:00");
    expect(await confirmBooking(ctx, { bookingId: pending.id })).toMatchObject({ isUnverified: false });
  } finally {
    await world.control("DELETE", "faults");
  }
});
