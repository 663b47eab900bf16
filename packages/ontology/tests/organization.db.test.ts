import { UpdateOrganization } from "@availability/domain/organization";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createHold } from "../src/booking/index.ts";
import { getOrganization, updateOrganization } from "../src/organization/index.ts";
import { at, createMember, createRoom, createWorld, monday, type World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

test("[BK24] what the organisation decides counts from the next hold on, and only its own", async () => {
  const ctx = await createMember(world);
  const other = await createMember(world);
  expect(await updateOrganization(ctx, { holdMinutes: 12, calendarFailurePolicy: "closed" })).toMatchObject({
    holdMinutes: 12,
    calendarFailurePolicy: "closed",
    freshnessPolicy: "allow",
  });
  expect(await updateOrganization(ctx, {})).toEqual(await getOrganization(ctx));
  expect(await getOrganization(other)).toMatchObject({ holdMinutes: 5, calendarFailurePolicy: "last_known" });
  const productId = await createRoom(ctx);
  const held = await createHold(ctx, { productId, start: at("2026-11-24T10:00:00+01:00"), attendees: 1 });
  expect(held.expiresAt).toBe(monday + 12 * 60_000);
});

test("a change decided on an older version is refused, with the one that stands", async () => {
  const ctx = await createMember(world);
  const { version } = await getOrganization(ctx);
  const changes = { name: "Harbour", timeZone: "Asia/Tokyo", firstWeekday: 7, syncFutureDays: 90 };
  expect(await updateOrganization(ctx, { ...changes, version })).toMatchObject({
    ...changes,
    version: version + 1,
  });
  await expect(updateOrganization(ctx, { name: "Pier", version })).rejects.toMatchObject({
    code: "stale",
    details: { version: version + 1 },
  });
  expect(await getOrganization(ctx)).toMatchObject(changes);
});

test("staff cannot decide for the organisation, and nobody decides nonsense", async () => {
  const ctx = await createMember(world, "staff");
  await expect(updateOrganization(ctx, { holdMinutes: 12 })).rejects.toMatchObject({ code: "forbidden" });
  const faulty = { timeZone: "Mars/X", calendarStaleMinutes: 1, freshnessPolicy: "maybe", holdMinutes: 0.5 };
  const { error } = UpdateOrganization.safeParse(faulty);
  expect(error?.issues.map(({ path }) => path[0])).toEqual([
    "timeZone",
    "calendarStaleMinutes",
    "freshnessPolicy",
    "holdMinutes",
  ]);
});
