import type { Database } from "@availability/db";
import { type Ctx, relayOutbox } from "@availability/ontology";
import { getProductCalendar, listSlots, listSlotsOfProducts } from "@availability/ontology/availability";
import { countBookings, type ListBookings, listBookings } from "@availability/ontology/booking";
import { settleOverlaps } from "@availability/ontology/calendar";
import { listLocations } from "@availability/ontology/location";
import { authenticateApiKey } from "@availability/ontology/organization";
import { listProducts } from "@availability/ontology/product";
import type { LoadedData } from "../data/load-data.ts";
import { startOfDay } from "../http/requests.ts";

type HotQuery = {
  /** Also the name of its file. */
  name: string;
  title: string;
  call(): Promise<unknown>;
  /** Makes what the call uses up; runs before the call and again before its statements are explained. */
  prepare?(database: Database): Promise<unknown>;
};

const dayMs = 86_400_000;

/** What requests wait for, and what runs all the time. */
export function hotQueries(ctx: Ctx, loaded: LoadedData): HotQuery[] {
  const { organizationId, productIds, serviceIds, calendarIds, apiKey } = loaded;
  const start = startOfDay(ctx.now());
  // From the middle of the list: nothing that the load touched last.
  const middle = Math.floor(productIds.length / 2);
  const productId = productIds[middle] ?? "";
  const overlaps = { organizationId, calendarId: calendarIds[middle] ?? "", at: new Date(ctx.now()) };
  const settle = () => ctx.db.transaction((tx) => settleOverlaps(tx, overlaps));
  return [
    {
      name: "slots-of-a-product",
      title: "The free slots of one product over 30 days",
      call: () => listSlots(ctx, { productId, start, end: start + 30 * dayMs }),
    },
    {
      name: "slots-of-50-products",
      title: "The free slots of 50 products over 7 days",
      call: () =>
        listSlotsOfProducts(ctx, { productIds: productIds.slice(-50), start, end: start + 7 * dayMs }),
    },
    {
      name: "slots-of-a-service",
      title: "The free slots of a service that needs any of five staff and a room, over 30 days",
      call: () => listSlots(ctx, { productId: serviceIds[0] ?? "", start, end: start + 30 * dayMs }),
    },
    {
      name: "calendar-of-a-product",
      title: "One product's calendar over 7 days, with its bookings",
      call: () => getProductCalendar(ctx, { productId, start, end: start + 7 * dayMs }),
    },
    {
      name: "bookings-of-a-day",
      title: "The organisation's bookings of one day, first page",
      call: () => listBookings(ctx, { from: start, to: start + dayMs, limit: 50 }),
    },
    {
      name: "bookings-of-a-product",
      title: "One product's bookings of 30 days, first page",
      call: () => listBookings(ctx, { productId, from: start, to: start + 30 * dayMs, limit: 50 }),
    },
    ...bookingListings(ctx, loaded),
    {
      name: "overlaps-of-a-calendar",
      title:
        "The events of one calendar over confirmed bookings to come: with every reading that brings a change",
      // What is found for the first time is written down; from then on there is nothing to write.
      prepare: settle,
      call: settle,
    },
    {
      name: "products",
      title: "The organisation's products by name, first page",
      call: () => listProducts(ctx, { limit: 50 }),
    },
    {
      name: "locations",
      title: "The organisation's locations",
      call: () => listLocations(ctx, { limit: 50 }),
    },
    {
      name: "api-key",
      title: "Who an API key speaks for: with every request to the REST API",
      call: () => authenticateApiKey(ctx, apiKey),
    },
    {
      name: "outbox",
      title: "Events not sent yet: 5 among 100,000 that were",
      prepare: ({ sql }) => sql`
        insert into outbox (id, organization_id, name, payload)
        select uuidv7(), ${organizationId}, 'booking.created', '{}' from generate_series(1, 5)`,
      call: () => relayOutbox(ctx, () => Promise.resolve()),
    },
  ];
}

/** The list of bookings, narrowed in every way it can be, over all the years there are. */
function bookingListings(ctx: Ctx, { productIds, customerId, locationId }: LoadedData): HotQuery[] {
  const [productId = ""] = productIds;
  const start = startOfDay(ctx.now());
  const listing = (name: string, title: string, filter: Omit<ListBookings, "limit">): HotQuery => ({
    name: `bookings-${name}`,
    title: `The organisation's bookings ${title}, first page`,
    call: () => listBookings(ctx, { limit: 50, ...filter }),
  });
  const afterFirst = async (order: "asc" | "desc") => {
    const { nextCursor } = await listBookings(ctx, { limit: 50, order });
    return nextCursor;
  };
  return [
    listing("at-a-location", "at one location", { locationId }),
    listing("of-a-customer", "of one customer", { customerId }),
    listing("of-a-product-ever", "of one product, the latest first", { productId, order: "desc" }),
    listing("in-a-status", "in a status that is rare", { status: "no_show" }),
    listing("in-several-statuses", "in several statuses from today on", {
      status: ["pending", "confirmed", "checked_in"],
      from: start,
    }),
    listing("found-by-customer", "found by a customer's name", { query: "Customer 77" }),
    listing("found-by-product", "found by a product's name", { query: "Product 00077" }),
    listing("found-by-many", "found by what most customers begin with", { query: "c" }),
    listing("found-by-nothing", "found by a text that nothing has", { query: "zzzz" }),
    {
      name: "bookings-next-page",
      title: "The organisation's bookings, second page of the latest first, with the first",
      call: async () => listBookings(ctx, { limit: 50, order: "desc", cursor: await afterFirst("desc") }),
    },
    {
      name: "bookings-counted",
      title: "How many bookings a text finds, up to 1,000",
      call: () => countBookings(ctx, { query: "Product 00077" }),
    },
  ];
}
