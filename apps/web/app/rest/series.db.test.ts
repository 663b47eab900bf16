import type { Ctx } from "@availability/ontology";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createKey, createOrganization, createRestWorld, createRoom } from "./world.fixture.ts";

let world: Awaited<ReturnType<typeof createRestWorld>>;
let ctx: Ctx;
let key: string;
let productId: string;
beforeAll(async () => {
  world = await createRestWorld();
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(async () => {
  ctx = await createOrganization(world.environment);
  key = (await createKey(ctx)).key;
  productId = await createRoom(ctx);
});

const customer = { name: "Carla Diaz", email: "carla@example.org" };
const start = "2026-11-24T10:00:00+01:00";
const rrule = "FREQ=WEEKLY;COUNT=3";
const post = (path: string, body: object, headers: Record<string, string> = {}) =>
  world.call("POST", path, { key, body, headers });
const create = (more: object = {}) => post("/series", { productId, start, rrule, customer, ...more });

test("[BK62] a rule is tried, booked, read and listed", async () => {
  const preview = await post("/series/preview", { productId, start, rrule });
  expect(preview).toMatchObject({ status: 200, body: { timeZone: "Europe/Berlin", durationMinutes: 60 } });
  expect(preview.body.occurrences).toEqual(
    ["24", "01", "08"].map((day, i) => ({
      start: `2026-${i === 0 ? 11 : 12}-${day}T09:00:00Z`,
      end: `2026-${i === 0 ? 11 : 12}-${day}T10:00:00Z`,
      isFree: true,
      reason: null,
    })),
  );
  const created = await create();
  expect(created).toMatchObject({
    status: 201,
    body: { rrule, start: "2026-11-24T09:00:00Z", standing: 3, skipped: [], bookings: [{}, {}, {}] },
  });
  const location = created.headers.get("Location")?.replace("/api/v1", "") ?? "";
  const { skipped, ...series } = created.body;
  expect((await world.call("GET", location, { key })).body).toEqual(series);
  const listed = await world.call("GET", `/series?productId=${productId}`, { key });
  expect(listed.body).toMatchObject({ data: [{ id: series.id, standing: 3 }], nextCursor: null });
});

test("[BK63] conflicts are named with their times, and nothing was booked", async () => {
  await post("/bookings", { productId, start: "2026-12-01T09:30:00+01:00", customer });
  const conflict = { start: "2026-12-01T09:00:00Z", end: "2026-12-01T10:00:00Z", reason: "booked" };
  const refused = await create();
  expect(refused).toMatchObject({ status: 409, body: { code: "slot_taken", conflicts: [conflict] } });
  expect((await world.call("GET", "/series", { key })).body).toEqual({ data: [], nextCursor: null });
  expect(await create({ onConflict: "skip" })).toMatchObject({
    status: 201,
    body: { skipped: [conflict], standing: 2 },
  });
});

test.each([
  [{ rrule: "FREQ=WEEKLY" }, "/rrule"],
  [{ rrule: "FREQ=DAILY;COUNT=400" }, "/rrule"],
  [{ rrule: "" }, "/rrule"],
  [{ rrule: undefined }, "/rrule"],
  [{ start: "tomorrow" }, "/start"],
  [{ onConflict: "maybe" }, "/onConflict"],
  [{ customer: { name: "A", email: "nobody" } }, "/customer/email"],
  [{ until: "2027-01-01" }, "/until"],
])("[BK61] %j is refused at %s", async (more, pointer) => {
  expect(await create(more)).toMatchObject({ status: 400, body: { code: "invalid", errors: [{ pointer }] } });
});

test("[BK67][BK68] a series is edited and cancelled from one booking on, at the version that was seen", async () => {
  const { body } = await create();
  const [, second] = Array.isArray(body.bookings) ? body.bookings : [];
  const path = `/series/${String(body.id)}`;
  const change = { scope: "following", bookingId: second.id, start: "2026-12-01T12:00:00+01:00" };
  expect(await post(`${path}/edit`, change, { "If-Match": '"7"' })).toMatchObject({ status: 412 });
  const edited = await post(`${path}/edit`, change, { "If-Match": '"1"' });
  expect(edited).toMatchObject({
    status: 200,
    body: { continuesId: body.id, rrule: "FREQ=WEEKLY;COUNT=2", start: "2026-12-01T11:00:00Z", skipped: [] },
  });
  expect(edited.body.id).not.toBe(body.id);
  expect(await post(`${path}/edit`, change)).toMatchObject({
    status: 404,
    body: { errors: [{ pointer: "/bookingId" }] },
  });
  const rest = `/series/${String(edited.body.id)}`;
  expect(await post(`${rest}/cancel`, { scope: "all", reason: "Moving out" })).toMatchObject({
    status: 200,
    body: { standing: 0, cancelledIds: [second.id, expect.any(String)] },
  });
  expect(await post(`${rest}/cancel`, { scope: "all" })).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: "/scope" }] },
  });
  expect(await post(`${rest}/cancel`, { scope: "some" })).toMatchObject({
    status: 400,
    body: { errors: [{ pointer: "/scope" }] },
  });
  expect(await post(`${path}/edit`, { scope: "all", bookingId: second.id })).toMatchObject({ status: 400 });
});
