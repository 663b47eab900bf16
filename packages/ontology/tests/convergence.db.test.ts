import { newId } from "@availability/db";
import { calendarPushes, externalEvents, outbox, syncRuns } from "@availability/db/schema";
import { ANN, SEED_CALENDARS } from "@availability/simulator";
import { and, eq, isNull } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createBooking } from "../src/booking/index.ts";
import { disconnect, listConnections, syncCalendar, updateCalendarLinks } from "../src/calendar/index.ts";
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

const ten = at("2026-11-25T10:00:00+01:00");
const both = (productId: string) => ({ productId, countsBusy: true, receivesBookings: true });

async function room() {
  const ctx = await createMember(world);
  const productId = await createRoom(ctx);
  const calendarId = (await connectGoogle(ctx, ANN)).get("Meeting room") ?? "";
  return { ctx, productId, calendarId };
}

async function control(method: string, path: string, event?: object): Promise<void> {
  const place = { provider: "google", account: ANN, calendarId: SEED_CALENDARS.meetingRoom };
  await world.control(method, path, { ...place, ...(event ? { event } : {}) });
}

const walkIn = (id: string, extra: object = {}) => ({
  id,
  summary: "Walk-in",
  start: { dateTime: new Date(ten).toISOString() },
  end: { dateTime: new Date(ten + 3_600_000).toISOString() },
  ...extra,
});

const mirrored = (calendarId: string, id: string) =>
  world.environment.db
    .select({ isBusy: externalEvents.isBusy })
    .from(externalEvents)
    .where(
      and(
        eq(externalEvents.calendarId, calendarId),
        eq(externalEvents.providerEventId, id),
        isNull(externalEvents.deletedAt),
      ),
    );

test("[SY38] what went from a calendar while it was linked to nothing takes no time when it is linked again", async () => {
  const { ctx, productId, calendarId } = await room();
  await updateCalendarLinks(ctx, { calendarId, links: [both(productId)] });
  await control("POST", "events", walkIn("ghost001"));
  await syncCalendar(ctx, { calendarId });
  expect(await mirrored(calendarId, "ghost001")).toHaveLength(1);
  await updateCalendarLinks(ctx, { calendarId, links: [] });
  await control("DELETE", "events/ghost001");
  await updateCalendarLinks(ctx, { calendarId, links: [both(productId)] });
  await syncCalendar(ctx, { calendarId });
  expect(await mirrored(calendarId, "ghost001")).toEqual([]);
});

test("[SY39] a reading that was asked for does not stay open when its calendar is unlinked or disconnected", async () => {
  const { ctx, productId, calendarId } = await room();
  const open = async () =>
    (await ctx.db.select().from(syncRuns).where(eq(syncRuns.calendarId, calendarId))).filter(
      ({ status }) => status === "queued" || status === "running",
    );
  await updateCalendarLinks(ctx, { calendarId, links: [both(productId)] });
  expect(await open()).toHaveLength(1);
  await updateCalendarLinks(ctx, { calendarId, links: [] });
  expect(await open()).toEqual([]);
  await updateCalendarLinks(ctx, { calendarId, links: [both(productId)] });
  expect(await open()).toHaveLength(1);
  const [connection] = await listConnections(ctx, {});
  await disconnect(ctx, { connectionId: connection?.id ?? "" });
  expect(await open()).toEqual([]);
});

test("[SY48] a booking that is cancelled while a link is made is not sent to the calendar", async () => {
  const { ctx, productId, calendarId } = await room();
  const booking = await createBooking(ctx, { productId, start: ten, attendees: 1, customer });
  let linking: Promise<unknown> = Promise.resolve();
  await world.database.sql.begin(async (sql) => {
    await sql`update bookings set status = 'cancelled', version = version + 1 where id = ${booking.id}`;
    let settled = false;
    linking = updateCalendarLinks(ctx, { calendarId, links: [both(productId)] }).finally(() => {
      settled = true;
    });
    await expect
      .poll(async () => {
        const waiting = await world.database.sql`
          select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
        return settled || waiting.length > 0;
      })
      .toBe(true);
  });
  await linking;
  expect(await ctx.db.select().from(calendarPushes).where(eq(calendarPushes.bookingId, booking.id))).toEqual(
    [],
  );
});

test("[SY49] a push that its calendar refused is asked for again when the account is connected anew", async () => {
  const { ctx, productId, calendarId } = await room();
  await updateCalendarLinks(ctx, { calendarId, links: [both(productId)] });
  const booking = await createBooking(ctx, { productId, start: ten, attendees: 1, customer });
  await ctx.db
    .update(calendarPushes)
    .set({ remoteState: "blocked" })
    .where(eq(calendarPushes.bookingId, booking.id));
  await connectGoogle(ctx, ANN);
  const asked = await ctx.db
    .select({ payload: outbox.payload })
    .from(outbox)
    .where(
      and(eq(outbox.name, "calendar/push.requested"), eq(outbox.organizationId, ctx.actor.organizationId)),
    );
  expect(asked.map(({ payload }) => payload.bookingId)).toEqual([booking.id]);
});

test("[SY50] another organisation's booking in a shared calendar takes time like any event", async () => {
  const { ctx, productId, calendarId } = await room();
  await updateCalendarLinks(ctx, { calendarId, links: [both(productId)] });
  const tag = (pushId: string) => ({
    extendedProperties: { private: { availabilityBooking: `${ctx.installationId}:${pushId}` } },
  });
  await control("POST", "events", walkIn("foreign1", tag(newId())));
  await syncCalendar(ctx, { calendarId });
  expect(await mirrored(calendarId, "foreign1")).toEqual([{ isBusy: true }]);
});
