import { calendarConnections, syncRuns } from "@availability/db/schema";
import type { ProviderName } from "@availability/domain/calendar";
import { must } from "@availability/domain/errors";
import { getProductCalendar, listSlots } from "@availability/ontology/availability";
import { cancelBooking, createBooking } from "@availability/ontology/booking";
import { disconnect, listConflicts, listConnections } from "@availability/ontology/calendar";
import { desc } from "drizzle-orm";
import { expect, test } from "vitest";
import * as z from "zod";
import { createNotificationWorld, linkCalendars } from "./notification-world.ts";
import { ownerAt } from "./owner.ts";

const hourMs = 3_600_000;
// A Saturday, on which the seeded calendars are empty.
const day = { start: Date.parse("2026-12-05T00:00:00Z"), end: Date.parse("2026-12-06T00:00:00Z") };
const at = (hour: number) => day.start + hour * hourMs;
const customer = { name: "Carla Diaz", email: "carla@example.org" };
const Requests = z.array(z.looseObject({ operation: z.string().nullable() }));

test.each<ProviderName>(["google", "microsoft"])(
  "%s, item by item: connect, events, bookings, conflicts, refresh, the cron, disconnect",
  async (provider) => {
    await using world = await createNotificationWorld();
    const { ctx, control, clock, environment } = world;
    const owner = ownerAt(provider, world);
    await owner.adds("Standing", at(9));

    // The account is connected through its consent page, and what stands in its calendar takes the room's time.
    await linkCalendars(ctx, [owner.calendarName], { account: owner.account, provider });
    await world.quiet();
    const [connection] = await listConnections(ctx, {});
    expect(connection).toMatchObject({ provider, email: owner.account, status: "active" });
    const linked = connection?.calendars.find(({ name }) => name === owner.calendarName);
    const productId = must(linked?.links[0], "the calendar is linked").productId;
    const free = async () => (await listSlots(ctx, { productId, ...day })).slots.map(({ start }) => start);
    const busy = async () => (await getProductCalendar(ctx, { productId, ...day })).externalBusy;
    expect(await busy()).toMatchObject([{ start: at(9), end: at(10) }]);
    expect(await free()).not.toContain(at(9));

    // A booking appears in the calendar, is not busy there, and goes when it is cancelled.
    const booking = await createBooking(ctx, { productId, start: at(11), attendees: 1, customer });
    await world.quiet();
    const ours = `${owner.calendarName}: Carla Diaz`;
    expect((await owner.sees()).filter((title) => title === ours)).toHaveLength(1);
    expect(await busy()).toHaveLength(1);

    // An event over a free slot takes it; one over the booking is a conflict and cancels nothing.
    const lunch = await owner.adds("Lunch", at(13));
    await owner.adds("Over the booking", at(11));
    await world.quiet();
    expect(await free()).not.toContain(at(13));
    const { data } = await listConflicts(ctx, { limit: 50, state: "open" });
    expect(data).toMatchObject([{ kind: "overlap", booking: { id: booking.id, status: "confirmed" } }]);
    await cancelBooking(ctx, { bookingId: booking.id });
    await world.quiet();
    expect(await owner.sees()).not.toContain(ours);

    // Two hours later the access token is over; the next change is read all the same, after one refresh.
    await control("DELETE", "requests");
    clock.advance(2 * hourMs);
    await owner.moves(lunch, at(15));
    await world.quiet();
    expect(await free()).toContain(at(13));
    expect(await free()).not.toContain(at(15));
    const calls = Requests.parse(await control("GET", "requests"));
    expect(calls.filter(({ operation }) => operation === "oauth.token")).toHaveLength(1);

    // Of this change nobody tells: the cron finds it.
    await control("POST", "notifications/faults", { do: "lose", times: null });
    clock.advance(15 * 60_000);
    await owner.deletes(lunch);
    await world.quiet();
    expect(await free()).not.toContain(at(15));
    await world.tick("sync-due-calendars");
    await world.quiet();
    expect(await free()).toContain(at(15));
    const [latest] = await environment.db
      .select()
      .from(syncRuns)
      .orderBy(desc(syncRuns.requestedAt))
      .limit(1);
    expect(latest).toMatchObject({
      trigger: "cron",
      status: "succeeded",
      counts: { deleted: 1 },
      requests: 1,
    });

    // Disconnected, the account gives no access any more, and takes no time.
    await disconnect(ctx, { connectionId: connection?.id ?? "" });
    expect(await environment.db.select().from(calendarConnections)).toMatchObject([
      { status: "disconnected", accessToken: null, refreshToken: null },
    ]);
    expect(await free()).toContain(at(9));
  },
);
