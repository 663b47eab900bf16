import { newId } from "@availability/db";
import type { Ctx } from "@availability/ontology";
import { createLocation } from "@availability/ontology/location";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Call, createKey, createOrganization, createRestWorld, createRoom } from "./world.fixture.ts";

let world: Awaited<ReturnType<typeof createRestWorld>>;
let ctx: Ctx;
let call: Call;
let locationId: string;
let roomId: string;
let otherId: string;
/** Ids by name of the customer. */
const ids: Record<string, string> = {};
beforeAll(async () => {
  world = await createRestWorld();
  ctx = await createOrganization(world.environment);
  const { key } = await createKey(ctx);
  call = (method, path, options) => world.call(method, path, { key, ...options });
  ({ id: locationId } = await createLocation(ctx, {
    kind: "branch",
    name: "Pier",
    timeZone: "Europe/Berlin",
  }));
  roomId = await createRoom(ctx, { locationId, capacity: 3 });
  otherId = await createRoom(ctx, { requiresApproval: true, name: "Ceramics studio" });
  await book("Ann", roomId, "2026-11-24T09:00:00Z");
  await book("Bob", roomId, "2026-11-24T09:00:00Z");
  await book("Carla", roomId, "2026-11-24T10:00:00Z");
  await book("Dan_100%", otherId, "2026-11-24T09:00:00Z");
  await call("POST", `/bookings/${ids.Carla}/cancel`, { body: { reason: '=SUM(A1), "ill"' } });
});
afterAll(() => world[Symbol.asyncDispose]());

async function book(name: string, productId: string, start: string): Promise<void> {
  const customer = { name, email: `${name.toLowerCase().replaceAll(/\W/g, "")}@example.org` };
  const { body } = await call("POST", "/bookings", {
    body: { productId, start, customer, notes: "+49 170\r\nhi" },
  });
  ids[name] = String(body.id);
}

async function names(query: string): Promise<string[]> {
  const { body } = await call("GET", `/bookings?${query}`);
  return (body.data as { customer: { name: string } }[]).map(({ customer }) => customer.name);
}

test("[BK76] bookings are narrowed by everything that tells them apart", async () => {
  expect((await names("")).sort()).toEqual(["Ann", "Bob", "Carla", "Dan_100%"]);
  expect((await names(`locationId=${locationId}`)).sort()).toEqual(["Ann", "Bob", "Carla"]);
  expect(await names(`productId=${otherId}`)).toEqual(["Dan_100%"]);
  expect((await names("status=pending,cancelled")).sort()).toEqual(["Carla", "Dan_100%"]);
  expect(await names("status=cancelled")).toEqual(["Carla"]);
  expect(await names("query=ca")).toEqual(["Carla"]);
  expect(await names("query=BOB@")).toEqual(["Bob"]);
  expect(await names("query=dan_1")).toEqual(["Dan_100%"]);
  expect(await names("query=STUDIO")).toEqual(["Dan_100%"]);
  // Carla's by her name, Dan's by that of what he booked.
  expect((await names("query=c")).sort()).toEqual(["Carla", "Dan_100%"]);
  expect(await names("query=c&limit=1")).toEqual(["Dan_100%"]);
  expect(await names("query=c&limit=1&order=desc")).toEqual(["Carla"]);
  expect(await names("query=c&status=cancelled")).toEqual(["Carla"]);
  expect(await names("query=%25")).toEqual([]);
  expect(await names("from=2026-11-24T10:00:00Z")).toEqual(["Carla"]);
  const { body } = await call("GET", `/bookings/${ids.Ann}`);
  const { id: customerId } = body.customer as { id: string };
  expect(await names(`customerId=${customerId}&locationId=${locationId}`)).toEqual(["Ann"]);
});

test.each(["asc", "desc"])("[BK76] pages in the order %s hold each booking once", async (order) => {
  const seen: string[] = [];
  let cursor = "";
  do {
    const { body } = await call("GET", `/bookings?order=${order}&limit=1${cursor}`);
    seen.push(...(body.data as { id: string }[]).map(({ id }) => id));
    cursor = body.nextCursor ? `&cursor=${body.nextCursor}` : "";
  } while (cursor !== "");
  const byStart = [...[ids.Ann, ids.Bob, ids["Dan_100%"]].sort(), ids.Carla];
  expect(seen).toEqual(order === "asc" ? byStart : byStart.reverse());
});

test("[BK76] a cursor of the other order, and what no booking can be, are refused", async () => {
  const { body } = await call("GET", "/bookings?limit=1");
  const turned = await call("GET", `/bookings?order=desc&cursor=${body.nextCursor}`);
  expect(turned).toMatchObject({ status: 400, body: { errors: [{ pointer: "/cursor" }] } });
  const madeUp = (key: string) => Buffer.from(JSON.stringify([key, newId()])).toString("base64url");
  for (const key of [
    "asc:9e99",
    "asc:99999999999999999999",
    "asc:8640000000000001",
    "asc:-99999999999999",
    "asc:",
    "x",
  ]) {
    expect(await call("GET", `/bookings?cursor=${madeUp(key)}`), key).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: "/cursor" }] },
    });
  }
  for (const [query, pointer] of [
    ["status=pending,gone", "/status"],
    ["order=up", "/order"],
    ["query=", "/query"],
    ["customerId=ann", "/customerId"],
    ["from=2026-11-25T00:00:00Z&to=2026-11-24T00:00:00Z", "/to"],
  ]) {
    expect(await call("GET", `/bookings?${query}`), query).toMatchObject({
      status: 400,
      body: { errors: [{ pointer }] },
    });
  }
});

test("[BK77] the export holds what the listing does, and nothing that a spreadsheet would run", async () => {
  const csv = await call("GET", `/bookings.csv?locationId=${locationId}&timeZone=Europe/Berlin`);
  expect(csv.status).toBe(200);
  expect(csv.headers.get("Content-Type")).toBe("text/csv; charset=utf-8; header=present");
  expect(csv.headers.get("Cache-Control")).toBe("no-store");
  const rows = csv.text.split(/\r\n(?=[0-9a-f]{8}-|$)/);
  expect(rows).toHaveLength(5);
  expect(rows[0]).toMatch(/^id,status,start,end,.*,time_zone$/);
  const carla = rows.find((row) => row.startsWith(String(ids.Carla)));
  expect(carla).toContain(",cancelled,2026-11-24T11:00:00+01:00,2026-11-24T12:00:00+01:00,");
  expect(carla).toContain(`,"'+49 170\r\nhi",`);
  expect(carla).toContain(`,"'=SUM(A1), ""ill""",`);
  expect(carla).toMatch(/,Europe\/Berlin$/);
  const none = await call("GET", "/bookings.csv?query=nobody");
  expect(none.text.split("\r\n")).toEqual([rows[0], ""]);
});
