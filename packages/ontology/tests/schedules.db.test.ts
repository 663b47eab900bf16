import { newId } from "@availability/db";
import { AssignSchedule } from "@availability/domain/availability";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import {
  assignSchedule,
  createSchedule,
  deleteSchedule,
  getOwnerSchedule,
  getSchedule,
  listAssignments,
  listSchedules,
  setSchedule,
  unassignSchedule,
  updateSchedule,
} from "../src/availability/index.ts";
import { createBooking, getBooking } from "../src/booking/index.ts";
import { type Ctx, createCaller } from "../src/index.ts";
import { createLocation } from "../src/location/index.ts";
import { at, createMember, createRoom, createWorld, customer, type World } from "./world.ts";

let world: World;
let ctx: Ctx;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(async () => {
  ctx = await createMember(world);
});

const berlin = "Europe/Berlin";
const working = [{ days: [1, 2, 3, 4, 5], start: "09:00", end: "17:00" }];
const mornings = [{ days: [1, 2, 3, 4, 5], start: "09:00", end: "12:00" }];
const organization = { kind: "organization" } as const;
const none = { bookings: [], total: 0, examined: 0 };

const branch = () => createLocation(ctx, { kind: "branch", name: "Harbour", timeZone: berlin });
const refusal = (code: string, pointer: string, sentence = /./) =>
  expect.objectContaining({
    code,
    message: expect.stringMatching(sentence),
    details: expect.objectContaining({ errors: [{ pointer, detail: expect.stringMatching(sentence) }] }),
  });

test("a named schedule is made, read, changed at its version, listed and deleted", async () => {
  const made = await createSchedule(ctx, { name: "Office", timeZone: berlin, weeklyHours: working });
  expect(made).toMatchObject({
    name: "Office",
    timeZone: berlin,
    weeklyHours: working,
    version: 1,
    notices: [],
  });
  const scheduleId = made.id;
  const changed = await updateSchedule(ctx, { scheduleId, name: "Desk", weeklyHours: mornings, version: 1 });
  expect(changed).toMatchObject({ name: "Desk", weeklyHours: mornings, version: 2, affectedBookings: none });
  expect(await getSchedule(ctx, { scheduleId })).toMatchObject({ name: "Desk", weeklyHours: mornings });
  await expect(updateSchedule(ctx, { scheduleId, name: "Late", version: 1 })).rejects.toMatchObject({
    code: "stale",
    details: { version: 2 },
  });
  await createSchedule(ctx, { name: "Summer", timeZone: "UTC", weeklyHours: [] });
  const first = await listSchedules(ctx, { limit: 1 });
  expect(first.data).toMatchObject([{ id: scheduleId, name: "Desk" }]);
  const second = await listSchedules(ctx, { limit: 1, cursor: first.nextCursor });
  expect(second).toMatchObject({ data: [{ name: "Summer" }], nextCursor: null });
  await deleteSchedule(ctx, { scheduleId, version: 2 });
  await expect(getSchedule(ctx, { scheduleId })).rejects.toThrow(refusal("not_found", "/scheduleId"));
});

test("[AV40] hours given overlapping are kept joined, and the answer says so", async () => {
  const productId = await createRoom(ctx);
  const weeklyHours = [
    { days: [1], start: "09:00", end: "12:00" },
    { days: [1], start: "11:00", end: "13:00" },
    { days: [5], start: "22:00", end: "02:00" },
  ];
  expect(await setSchedule(ctx, { productId, timeZone: berlin, weeklyHours })).toMatchObject({
    weeklyHours: [
      { days: [1], start: "09:00", end: "13:00" },
      { days: [5], start: "22:00", end: "02:00" },
    ],
    notices: [expect.stringContaining("09:00-13:00"), "Friday 22:00-02:00 runs into Saturday"],
  });
});

test("[AV42] hours come from the nearest level that has schedules, and say from which", async () => {
  const location = await branch();
  const productId = await createRoom(ctx, { locationId: location.id });
  const [own] = (await listAssignments(ctx, { productId })).data;
  await unassignSchedule(ctx, { assignmentId: own?.id ?? "" });
  expect(await getOwnerSchedule(ctx, { productId })).toMatchObject({
    scheduleId: null,
    timeZone: berlin,
    weeklyHours: [],
    inheritedFrom: null,
  });
  await setSchedule(ctx, { owner: organization, timeZone: berlin, weeklyHours: mornings });
  expect(await getOwnerSchedule(ctx, { productId })).toMatchObject({
    weeklyHours: mornings,
    inheritedFrom: "organization",
  });
  await setSchedule(ctx, {
    owner: { kind: "location", id: location.id },
    timeZone: berlin,
    weeklyHours: working,
  });
  expect(await getOwnerSchedule(ctx, { productId })).toMatchObject({
    weeklyHours: working,
    inheritedFrom: "location",
  });
  expect((await listAssignments(ctx, { productId })).data).toMatchObject([
    { inheritedFrom: "location", applies: true },
    { inheritedFrom: "organization", applies: false },
  ]);
  await setSchedule(ctx, { productId, timeZone: berlin, weeklyHours: [] });
  expect(await getOwnerSchedule(ctx, { productId })).toMatchObject({ weeklyHours: [], inheritedFrom: null });
});

test("[AV43] hours that others share are copied before one of them changes its own", async () => {
  const shared = await createSchedule(ctx, { name: "Office", timeZone: berlin, weeklyHours: working });
  const location = await branch();
  const owner = { kind: "location" as const, id: location.id };
  await assignSchedule(ctx, { owner, scheduleId: shared.id });
  await assignSchedule(ctx, { owner: organization, scheduleId: shared.id });
  const changed = await setSchedule(ctx, { owner, timeZone: berlin, weeklyHours: mornings });
  expect(changed.notices).toEqual([
    expect.stringMatching(/"Office" is shared.*"Harbour" has hours of its own/),
  ]);
  expect(changed.scheduleId).not.toBe(shared.id);
  expect(await getOwnerSchedule(ctx, { owner: organization })).toMatchObject({ weeklyHours: working });
  const again = await setSchedule(ctx, { owner, timeZone: berlin, weeklyHours: working });
  expect(again).toMatchObject({ scheduleId: changed.scheduleId, notices: [] });
});

test("[AV44] all schedules of an owner are in one zone", async () => {
  const productId = await createRoom(ctx);
  const lisbon = await createSchedule(ctx, {
    name: "Lisbon",
    timeZone: "Europe/Lisbon",
    weeklyHours: working,
  });
  const summer = await createSchedule(ctx, { name: "Summer", timeZone: berlin, weeklyHours: mornings });
  const wrong = { productId, scheduleId: lisbon.id, effectiveFrom: "2027-06-01" };
  await expect(assignSchedule(ctx, wrong)).rejects.toThrow(
    refusal("invalid", "/scheduleId", /Europe\/Berlin/),
  );
  await assignSchedule(ctx, { productId, scheduleId: summer.id, effectiveFrom: "2027-06-01" });
  const change = setSchedule(ctx, { productId, timeZone: "Europe/Lisbon", weeklyHours: working });
  await expect(change).rejects.toThrow(refusal("invalid", "/timeZone", /write Europe\/Berlin/));
  const update = updateSchedule(ctx, { scheduleId: summer.id, timeZone: "Europe/Lisbon" });
  await expect(update).rejects.toThrow(refusal("invalid", "/timeZone", /"Meeting room hours"/));
  expect(await getSchedule(ctx, { scheduleId: summer.id })).toMatchObject({ timeZone: berlin, version: 1 });
});

test("[AV45] two schedules of one owner do not begin on the same date", async () => {
  const productId = await createRoom(ctx);
  const { id: scheduleId } = await createSchedule(ctx, {
    name: "Summer",
    timeZone: berlin,
    weeklyHours: mornings,
  });
  const summer = { productId, scheduleId, effectiveFrom: "2027-06-01", effectiveUntil: "2027-08-31" };
  const assigned = await assignSchedule(ctx, summer);
  expect(assigned).toMatchObject({
    name: "Summer",
    effectiveFrom: "2027-06-01",
    effectiveUntil: "2027-08-31",
  });
  await expect(assignSchedule(ctx, summer)).rejects.toThrow(
    refusal("invalid", "/effectiveFrom", /2027-06-01/),
  );
  await expect(assignSchedule(ctx, { productId, scheduleId })).rejects.toThrow(
    refusal("invalid", "/effectiveFrom", /without dates/),
  );
  expect((await listAssignments(ctx, { productId })).data).toMatchObject([
    { effectiveFrom: null },
    { id: assigned.id, effectiveFrom: "2027-06-01" },
  ]);
});

test("[AV46] a schedule in use is not deleted; the refusal names who has it", async () => {
  const location = await branch();
  const { id: scheduleId } = await createSchedule(ctx, {
    name: "Office",
    timeZone: berlin,
    weeklyHours: working,
  });
  const { id: assignmentId } = await assignSchedule(ctx, {
    owner: { kind: "location", id: location.id },
    scheduleId,
  });
  await expect(deleteSchedule(ctx, { scheduleId })).rejects.toMatchObject({
    code: "in_use",
    message: expect.stringContaining("Harbour"),
    details: { owners: [{ kind: "location", id: location.id, name: "Harbour" }] },
  });
  await unassignSchedule(ctx, { assignmentId });
  await deleteSchedule(ctx, { scheduleId });
});

test("[AV47] bookings that a change of hours leaves outside are named; they keep standing", async () => {
  const productId = await createRoom(ctx);
  const early = await createBooking(ctx, {
    productId,
    start: at("2026-11-24T09:00:00+01:00"),
    attendees: 1,
    customer,
  });
  const late = await createBooking(ctx, {
    productId,
    start: at("2026-11-24T15:00:00+01:00"),
    attendees: 1,
    customer,
  });
  const changed = await setSchedule(ctx, { productId, timeZone: berlin, weeklyHours: mornings });
  expect(changed.affectedBookings).toEqual({
    bookings: [{ id: late.id, productId, start: late.start, end: late.end, attendees: 1 }],
    total: 1,
    examined: 2,
  });
  expect(await getBooking(ctx, { bookingId: late.id })).toMatchObject({ status: "confirmed" });
  const again = await setSchedule(ctx, { productId, timeZone: berlin, weeklyHours: [] });
  expect(again.affectedBookings.bookings.map(({ id }) => id)).toEqual([early.id]);
});

test("[AV48] a dry run answers what would change, and changes nothing", async () => {
  const productId = await createRoom(ctx);
  const { id } = await createBooking(ctx, {
    productId,
    start: at("2026-11-24T15:00:00+01:00"),
    attendees: 1,
    customer,
  });
  const before = await getOwnerSchedule(ctx, { productId });
  const dry = await setSchedule(ctx, { productId, timeZone: berlin, weeklyHours: mornings, dryRun: true });
  expect(dry).toMatchObject({ weeklyHours: mornings, affectedBookings: { bookings: [{ id }], total: 1 } });
  expect(await getOwnerSchedule(ctx, { productId })).toEqual(before);
  const winter = await createSchedule(ctx, { name: "Winter", timeZone: berlin, weeklyHours: [] });
  const season = { productId, scheduleId: winter.id, effectiveFrom: "2026-11-24", dryRun: true };
  expect((await assignSchedule(ctx, season)).affectedBookings).toMatchObject({ bookings: [{ id }] });
  expect((await listAssignments(ctx, { productId })).data).toHaveLength(1);
  const [base] = (await listAssignments(ctx, { productId })).data;
  const taken = await unassignSchedule(ctx, { assignmentId: base?.id ?? "", dryRun: true });
  expect(taken.affectedBookings).toMatchObject({ bookings: [{ id }] });
  expect(await getOwnerSchedule(ctx, { productId })).toEqual(before);
});

test("[AV47] a schedule shared by a location reaches the bookings of its products", async () => {
  const location = await branch();
  const productId = await createRoom(ctx, { locationId: location.id });
  const [own] = (await listAssignments(ctx, { productId })).data;
  const { id: scheduleId } = await createSchedule(ctx, {
    name: "Office",
    timeZone: berlin,
    weeklyHours: working,
  });
  const owner = { kind: "location" as const, id: location.id };
  await assignSchedule(ctx, { owner, scheduleId });
  await unassignSchedule(ctx, { assignmentId: own?.id ?? "" });
  const { id } = await createBooking(ctx, {
    productId,
    start: at("2026-11-24T15:00:00+01:00"),
    attendees: 1,
    customer,
  });
  const other = await createRoom(ctx);
  await createBooking(ctx, {
    productId: other,
    start: at("2026-11-24T15:00:00+01:00"),
    attendees: 1,
    customer,
  });
  const changed = await updateSchedule(ctx, { scheduleId, weeklyHours: mornings });
  expect(changed.affectedBookings).toMatchObject({ bookings: [{ id }], total: 1, examined: 1 });
});

test("bad input is refused with a pointer to the fault and the fix", async () => {
  const caller = createCaller(ctx).availability;
  const productId = await createRoom(ctx);
  const set = (start: string, end: string, days = [1]) =>
    caller.setSchedule({ productId, timeZone: berlin, weeklyHours: [{ days, start, end }] });
  const hours = "/weeklyHours/0";
  const cases: [() => Promise<unknown>, string, RegExp][] = [
    [() => set("25:00", "17:00"), `${hours}/start`, /HH:MM/],
    [() => set("9:5", "17:00"), `${hours}/start`, /HH:MM/],
    [() => set("24:00", "10:00"), `${hours}/start`, /24:00/],
    [() => set("09:00", "09:00"), `${hours}/end`, /00:00 to 24:00/],
    [() => set("09:00", "17:00", [8]), `${hours}/days/0`, /7 = Sunday/],
    [() => set("09:00", "17:00", []), `${hours}/days`, /at least one/],
    [() => caller.setSchedule({ productId, timeZone: "Mars/Olympus", weeklyHours: [] }), "/timeZone", /IANA/],
    [() => caller.setSchedule({ timeZone: berlin, weeklyHours: [] }), "/owner", /productId/],
    [() => caller.createSchedule({ name: " ", timeZone: berlin, weeklyHours: [] }), "/name", /name/],
  ];
  for (const [call, pointer, sentence] of cases) {
    await expect(call()).rejects.toMatchObject({
      code: "BAD_REQUEST",
      cause: {
        issues: [{ path: pointer.slice(1).split("/").map(keyOf), message: expect.stringMatching(sentence) }],
      },
    });
  }
  const dated = { productId, scheduleId: newId(), effectiveUntil: "2027-06-01" };
  expect(AssignSchedule.safeParse(dated).error?.issues[0]).toMatchObject({ path: ["effectiveFrom"] });
  expect(AssignSchedule.safeParse({ ...dated, effectiveFrom: "2027-07-01" }).error?.issues[0]).toMatchObject({
    path: ["effectiveUntil"],
  });
});

/** An index in a path is a number. */
function keyOf(text: string): string | number {
  return /^\d+$/.test(text) ? Number(text) : text;
}

test("nobody reaches the schedules of another organisation", async () => {
  const productId = await createRoom(ctx);
  const { id: scheduleId } = await createSchedule(ctx, {
    name: "Office",
    timeZone: berlin,
    weeklyHours: working,
  });
  const [own] = (await listAssignments(ctx, { productId })).data;
  const stranger = await createMember(world);
  const theirs = await createRoom(stranger);
  const calls = [
    () => getSchedule(stranger, { scheduleId }),
    () => updateSchedule(stranger, { scheduleId, name: "Mine" }),
    () => deleteSchedule(stranger, { scheduleId }),
    () => assignSchedule(stranger, { productId: theirs, scheduleId, effectiveFrom: "2027-01-01" }),
    () => assignSchedule(stranger, { productId, scheduleId }),
    () => unassignSchedule(stranger, { assignmentId: own?.id ?? "" }),
    () => setSchedule(stranger, { productId, timeZone: berlin, weeklyHours: [] }),
    () => getOwnerSchedule(stranger, { productId }),
    () => listAssignments(stranger, { productId }),
  ];
  for (const call of calls) await expect(call()).rejects.toMatchObject({ code: "not_found" });
  expect(await getOwnerSchedule(ctx, { productId })).toMatchObject({ weeklyHours: working });
  const viewer = await createMember(world, "viewer");
  await expect(
    createSchedule(viewer, { name: "A", timeZone: berlin, weeklyHours: [] }),
  ).rejects.toMatchObject({
    code: "forbidden",
  });
});
