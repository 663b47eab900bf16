import { notifyChange, openChangeFeed } from "@availability/db";
import { CreateBlock } from "@availability/domain/availability";
import { CreateProduct } from "@availability/domain/product";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createBlock, createException, setSchedule } from "../src/availability/index.ts";
import { createBooking } from "../src/booking/index.ts";
import { relayOutbox } from "../src/index.ts";
import { liveChanges } from "../src/live/index.ts";
import { createLocation } from "../src/location/index.ts";
import { updateOrganization } from "../src/organization/index.ts";
import { createProduct } from "../src/product/index.ts";
import { at, createMember, createRoom, createWorld, customer, type World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

test("[SY155] a change is told to those of its organisation who may see it, and to nobody else", async () => {
  const changes = await openChangeFeed(world.database.sql);
  const ctx = { ...(await createMember(world)), changes };
  const stranger = { ...(await createMember(world)), changes };
  const { signal } = new AbortController();
  const own = liveChanges(ctx, { topics: ["bookings"], signal });
  const foreign = liveChanges(stranger, { topics: ["bookings", "calendars"], signal });
  const [told, heard] = [own.next(), foreign.next()];
  const productId = await createRoom(ctx);
  const start = at("2026-11-24T10:00:00+01:00");
  await createBooking(ctx, { productId, start, attendees: 1, customer });
  await relayOutbox(world.environment, async () => undefined);
  expect(await told).toEqual({ value: "bookings", done: false });
  await notifyChange(ctx.db, stranger.actor.organizationId, "calendars");
  expect(await heard).toEqual({ value: "calendars", done: false });
  const viewer = { ...(await createMember(world, "viewer")), changes };
  const refused = liveChanges(viewer, { topics: ["calendars"], signal }).next();
  await expect(refused).rejects.toMatchObject({ code: "forbidden" });
  const next = own.next();
  await changes.close();
  expect(await next).toEqual({ value: undefined, done: true });
});

test("[SY155] a listener that goes away is forgotten, and a change of a transaction undone is never told", async () => {
  const changes = await openChangeFeed(world.database.sql);
  const ctx = { ...(await createMember(world)), changes };
  const leaving = new AbortController();
  const live = liveChanges(ctx, { topics: ["bookings", "calendars"], signal: leaving.signal });
  const first = live.next();
  const undone = ctx.db.transaction(async (tx) => {
    await notifyChange(tx, ctx.actor.organizationId, "bookings");
    throw new Error("undone");
  });
  await expect(undone).rejects.toThrow("undone");
  await notifyChange(ctx.db, ctx.actor.organizationId, "calendars");
  expect(await first).toEqual({ value: "calendars", done: false });
  const last = live.next();
  leaving.abort();
  expect(await last).toEqual({ value: undefined, done: true });
  await changes.close();
});

test("[SY155] whatever decides what is free tells of itself", async () => {
  const changes = await openChangeFeed(world.database.sql);
  const ctx = { ...(await createMember(world)), changes };
  const { signal } = new AbortController();
  const live = liveChanges(ctx, { topics: ["availability"], signal });
  const toldBy = async (deed: () => Promise<unknown>) => {
    const told = live.next();
    await deed();
    expect(await told).toEqual({ value: "availability", done: false });
  };
  let productId = "";
  await toldBy(async () => {
    productId = (await createProduct(ctx, CreateProduct.parse({ type: "room", name: "Room" }))).id;
  });
  const timeZone = "Europe/Berlin";
  const weeklyHours = [{ days: [1], start: "09:00", end: "17:00" }];
  await toldBy(() => setSchedule(ctx, { productId, timeZone, weeklyHours }));
  await toldBy(() => createException(ctx, { productId, dates: ["2026-11-30"], hours: [] }));
  const start = at("2026-11-24T10:00:00+01:00");
  await toldBy(() =>
    createBlock(ctx, CreateBlock.parse({ productIds: [productId], start, end: start + 3_600_000 })),
  );
  await toldBy(() => createLocation(ctx, { kind: "branch", name: "House", timeZone }));
  await toldBy(() => updateOrganization(ctx, { externalChangePolicy: "revert" }));
  await changes.close();
});
