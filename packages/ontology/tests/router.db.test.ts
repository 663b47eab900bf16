import { newId } from "@availability/db";
import { afterAll, beforeAll, expect, test } from "vitest";
import { appRouter, createCaller } from "../src/index.ts";
import { at, createMember, createRoom, createWorld, customer, type World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const days = { from: "2026-11-02", to: "2026-11-29" };
const range = { start: "2026-11-24T00:00:00+01:00", end: "2026-11-25T00:00:00+01:00" };

test("a refusal of a verb leaves the door with its status, its code and its details", async () => {
  const ctx = await createMember(world);
  const productId = await createRoom(ctx);
  const caller = createCaller(ctx);
  const input = { productId, start: "2026-11-24T10:00:00+01:00", customer };
  await caller.booking.create(input);
  await expect(caller.booking.create(input)).rejects.toMatchObject({
    code: "CONFLICT",
    cause: { code: "slot_taken", details: { alternatives: [{}, {}, {}] } },
  });
  await expect(caller.booking.create({ ...input, start: "2026-11-24T10:10:00+01:00" })).rejects.toMatchObject(
    {
      code: "UNPROCESSABLE_CONTENT",
    },
  );
});

test("faulty input is refused with the field and a sentence", async () => {
  const caller = createCaller(await createMember(world));
  const faults: [() => Promise<unknown>, RegExp][] = [
    [() => caller.location.create({ kind: "branch", name: "Office", timeZone: "Mars/Olympus" }), /IANA/],
    [
      () => caller.availability.createException({ productId: newId(), date: "2026-02-30", hours: [] }),
      /2026-03-29/,
    ],
    [
      () => caller.availability.slots({ productId: newId(), start: range.end, end: range.start }),
      /after the start/,
    ],
    [
      () =>
        caller.availability.slots({
          productId: newId(),
          start: "2026-01-01T00:00:00Z",
          end: "2026-12-01T00:00:00Z",
        }),
      /62 days/,
    ],
    [() => caller.availability.slots({ productId: newId(), start: "yesterday", end: range.end }), /offset/],
    [() => caller.product.create({ type: "room", name: " " }), /name/],
    [
      () => caller.product.create({ type: "room", name: "A", capacity: 2, maxAttendeesPerBooking: 3 }),
      /capacity/,
    ],
  ];
  for (const [call, sentence] of faults) {
    await expect(call()).rejects.toMatchObject({
      code: "BAD_REQUEST",
      message: expect.stringMatching(sentence),
    });
  }
});

/** What each procedure needs to be called at all; ids that belong to nobody here. A new procedure must be added. */
const inputs: Record<string, unknown> = {
  "availability.calendar": { productId: newId(), ...range },
  "availability.calendars": { productIds: [newId()], ...range },
  "availability.dayCounts": { productIds: [newId()], from: "2026-11-01", to: "2026-11-30" },
  "availability.assignments": { productId: newId() },
  "availability.assignSchedule": { productId: newId(), scheduleId: newId() },
  "availability.block": { blockId: newId() },
  "availability.blocks": { productId: newId() },
  "availability.createBlock": { productId: newId(), ...range },
  "availability.createException": { productId: newId(), date: "2026-12-24", hours: [] },
  "availability.deleteBlock": { blockId: newId() },
  "availability.deleteException": { exceptionId: newId() },
  "availability.deleteSchedule": { scheduleId: newId() },
  "availability.exceptions": { productId: newId() },
  "availability.holidays": { productId: newId() },
  "availability.nextSlots": { productId: newId() },
  "availability.ownerSchedule": { productId: newId() },
  "availability.previewSlots": {
    productId: newId(),
    level: "product",
    timeZone: "UTC",
    weeklyHours: [],
    ...range,
  },
  "availability.schedule": { scheduleId: newId() },
  "availability.setHolidays": { productId: newId(), mode: "none" },
  "availability.setSchedule": { productId: newId(), timeZone: "UTC", weeklyHours: [] },
  "availability.slots": { productId: newId(), ...range },
  "availability.slotsOfProducts": { productIds: [newId()], ...range },
  "availability.unassignSchedule": { assignmentId: newId() },
  "availability.updateBlock": { blockId: newId() },
  "availability.updateSchedule": { scheduleId: newId() },
  "booking.cancel": { bookingId: newId() },
  "booking.checkIn": { bookingId: newId() },
  "booking.complete": { bookingId: newId() },
  "booking.createHold": { productId: newId(), start: range.start },
  "booking.decline": { bookingId: newId() },
  "booking.extendHold": { holdId: newId() },
  "booking.markNoShow": { bookingId: newId() },
  "booking.releaseHold": { holdId: newId() },
  "booking.reschedule": { bookingId: newId(), start: range.start },
  "booking.confirm": { bookingId: newId() },
  "booking.create": { productId: newId(), start: range.start, customer },
  "booking.cancelSeries": { seriesId: newId(), scope: "all" },
  "booking.createSeries": { productId: newId(), start: range.start, rrule: "FREQ=DAILY;COUNT=2", customer },
  "booking.editSeries": { seriesId: newId(), bookingId: newId(), scope: "all", notes: "Choir" },
  "booking.previewSeries": { productId: newId(), start: range.start, rrule: "FREQ=DAILY;COUNT=2" },
  "booking.series": { seriesId: newId() },
  "organization.revokeApiKey": { apiKeyId: newId() },
  "booking.get": { bookingId: newId() },
  "booking.timeline": { bookingId: newId(), limit: 50 },
  "calendar.disconnect": { connectionId: newId() },
  "calendar.previewDisconnect": { connectionId: newId() },
  "calendar.setSyncEnabled": { connectionId: newId(), on: false },
  "calendar.refresh": { connectionId: newId() },
  "calendar.requestSync": { calendarId: newId() },
  "calendar.resolveConflict": { conflictId: newId(), choice: "dismiss" },
  "calendar.run": { runId: newId() },
  "calendar.runs": { calendarId: newId() },
  "calendar.updateLinks": { calendarId: newId(), links: [] },
  "customer.erase": { customerId: newId() },
  "customer.export": { customerId: newId() },
  "customer.get": { customerId: newId() },
  "customer.merge": { keepId: newId(), mergeId: newId() },
  "customer.update": { customerId: newId(), name: "Ann" },
  "job.dismiss": { failureId: newId(), reason: "Known" },
  "job.retry": { failureId: newId() },
  "location.archive": { locationId: newId() },
  "location.delete": { locationId: newId() },
  "location.get": { locationId: newId() },
  "location.restore": { locationId: newId() },
  "location.update": { locationId: newId(), name: "Office" },
  "payment.list": { bookingId: newId() },
  "payment.record": { bookingId: newId(), kind: "charge", amountMinor: 1, currency: "EUR", method: "cash" },
  "product.archive": { productId: newId() },
  "product.delete": { productId: newId() },
  "product.get": { productId: newId() },
  "product.restore": { productId: newId() },
  "product.update": { productId: newId(), name: "Room" },
  "report.leadTimes": { productId: newId(), ...days },
  "report.summary": { productId: newId(), ...days },
  "report.utilisation": { locationId: newId(), ...days },
  "report.weeks": { productId: newId(), ...days },
  "webhook.delete": { webhookId: newId() },
  "webhook.deliveries": { webhookId: newId() },
  "webhook.get": { webhookId: newId() },
  "webhook.redeliver": { deliveryId: newId() },
  "webhook.rotateSecret": { webhookId: newId() },
  "webhook.update": { webhookId: newId(), description: "Website" },
};

/** Procedures that name no row: they list or create within the caller's own organisation. */
const withoutIds = [
  "audit.list",
  "availability.createSchedule",
  "availability.holidayCountries",
  "availability.schedules",
  "booking.count",
  "booking.list",
  "booking.listSeries",
  "calendar.bookingPushes",
  "calendar.conflicts",
  "calendar.connections",
  "calendar.scopes",
  "customer.list",
  "job.failures",
  "live.changes",
  "job.health",
  "job.retryAll",
  "location.create",
  "location.list",
  "organization.apiKeys",
  "organization.createApiKey",
  "organization.get",
  "organization.update",
  "payment.late",
  "product.create",
  "product.list",
  "report.firstSteps",
  "webhook.create",
  "webhook.list",
];

test("[BK19] every procedure that takes an id refuses one that is not the organisation's", async () => {
  const ctx = await createMember(world);
  const paths = Object.keys(appRouter._def.procedures).sort();
  expect(paths).toEqual([...Object.keys(inputs), ...withoutIds].sort());
  // The table above is by name; its inputs are checked by the procedures themselves.
  const callers = createCaller(ctx) as unknown as Record<
    string,
    Record<string, (input: unknown) => Promise<unknown>>
  >;
  for (const [path, input] of Object.entries(inputs)) {
    const [noun = "", verb = ""] = path.split(".");
    const call = callers[noun]?.[verb]?.(input);
    await expect(call, path).rejects.toMatchObject({ code: "NOT_FOUND" });
  }
});

test("[BK19] an API key of another organisation is not revoked", async () => {
  const owner = createCaller(await createMember(world));
  const stranger = createCaller(await createMember(world));
  const { id } = await owner.organization.createApiKey({ name: "Website", scopes: ["view_bookings"] });
  await expect(stranger.organization.revokeApiKey({ apiKeyId: id })).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
  expect(await owner.organization.apiKeys({})).toMatchObject({
    data: [{ id, revokedAt: null, createdByName: "Ann" }],
  });
});

test("the calendar of a product joins its slots into bands and shows what takes the rest", async () => {
  const ctx = await createMember(world);
  const productId = await createRoom(ctx);
  const caller = createCaller(ctx);
  await caller.booking.create({ productId, start: "2026-11-24T12:00:00+01:00", customer });
  await caller.availability.createBlock({
    productId,
    start: "2026-11-24T15:00:00+01:00",
    end: "2026-11-24T17:00:00+01:00",
    reason: "Painting",
  });
  const calendar = await caller.availability.calendar({ productId, ...range });
  expect(calendar.free).toEqual([
    { start: at("2026-11-24T09:00:00+01:00"), end: at("2026-11-24T12:00:00+01:00") },
    { start: at("2026-11-24T13:00:00+01:00"), end: at("2026-11-24T15:00:00+01:00") },
  ]);
  expect(calendar.bookings).toMatchObject([{ customer: { name: "Carla Diaz" } }]);
  expect(calendar.blocks).toMatchObject([{ reason: "Painting" }]);
  expect(calendar.timeZone).toBe("Europe/Berlin");
  const other = await createRoom(ctx);
  const both = await caller.availability.calendars({ productIds: [other, productId], ...range });
  expect(both).toMatchObject([{ productId: other, bookings: [], blocks: [] }, calendar]);
});
