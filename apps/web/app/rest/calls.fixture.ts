import type { Permission } from "@availability/domain/organization";
import type { Ctx } from "@availability/ontology";
import { createBooking } from "@availability/ontology/booking";
import { createLocation } from "@availability/ontology/location";
import { createRoom } from "./world.fixture.ts";

const customer = { name: "Carla Diaz", email: "carla@example.org" };
const start = "2026-11-24T10:00:00+01:00";
const day = "start=2026-11-24T00:00:00Z&end=2026-11-25T00:00:00Z";

/** What an organisation has, as the calls below name it. */
export type Ids = { productId: string; otherProductId: string; locationId: string };

/** A call that gets through when all of its ids are the caller's, and the one scope that it takes (null: any key). */
export type Call = { scope: Permission | null; query?: (ids: Ids) => string; body?: (ids: Ids) => object };

const group = (ids: Ids) => ({ name: "Room", productIds: [ids.otherProductId] });

/** Every operation of the API. A new one must be added, with a value wherever its input takes an id. */
export const calls: Record<string, Call> = {
  "GET /locations": { scope: null },
  "POST /locations": {
    scope: "manage_products",
    body: () => ({ kind: "branch", name: "Harbour", timeZone: "Europe/Berlin" }),
  },
  "GET /locations/{id}": { scope: null },
  "PATCH /locations/{id}": { scope: "manage_products", body: () => ({ name: "Pier" }) },
  "DELETE /locations/{id}": { scope: "manage_products" },
  "POST /locations/{id}/archive": { scope: "manage_products", body: () => ({}) },
  "POST /locations/{id}/restore": { scope: "manage_products", body: () => ({}) },
  "GET /products": { scope: null, query: ({ locationId }) => `locationId=${locationId}` },
  "POST /products": {
    scope: "manage_products",
    body: (ids) => ({ type: "class", name: "Yoga", locationId: ids.locationId, requirements: [group(ids)] }),
  },
  "GET /products/{id}": { scope: null },
  "PATCH /products/{id}": {
    scope: "manage_products",
    body: (ids) => ({ locationId: ids.locationId, requirements: [group(ids)] }),
  },
  "DELETE /products/{id}": { scope: "manage_products" },
  "POST /products/{id}/archive": { scope: "manage_products", body: () => ({}) },
  "POST /products/{id}/restore": { scope: "manage_products", body: () => ({}) },
  "GET /products/{id}/slots": { scope: "view_bookings", query: () => day },
  "GET /products/{id}/next-available": { scope: "view_bookings" },
  "GET /slots": {
    scope: "view_bookings",
    query: ({ productId }) => `productIds=${productId}&${day}`,
  },
  "GET /bookings": { scope: "view_bookings", query: ({ productId }) => `productId=${productId}` },
  "POST /bookings": { scope: "manage_bookings", body: ({ productId }) => ({ productId, start, customer }) },
  "GET /bookings/{id}": { scope: "view_bookings" },
  "POST /bookings/{id}/confirm": { scope: "manage_bookings", body: () => ({}) },
  "POST /bookings/{id}/cancel": { scope: "manage_bookings", body: () => ({}) },
};

/** Listings that a foreign id narrows to nothing, as any id that nobody has would. */
export const narrowingOnly = ["GET /bookings"];

/** Makes a thing of the kind that a path names before its `{id}`. */
export const things: Record<string, (ctx: Ctx) => Promise<string>> = {
  locations: async (ctx) =>
    (await createLocation(ctx, { kind: "branch", name: "Harbour", timeZone: "Europe/Berlin" })).id,
  products: (ctx) => createRoom(ctx),
  bookings: async (ctx) => {
    const productId = await createRoom(ctx, { requiresApproval: true });
    return (await createBooking(ctx, { productId, start: Date.parse(start), attendees: 1, customer })).id;
  },
};
