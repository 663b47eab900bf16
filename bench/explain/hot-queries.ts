import type { Database } from "@availability/db";
import { type Ctx, relayOutbox } from "@availability/ontology";
import { getProductCalendar, listSlots, listSlotsOfProducts } from "@availability/ontology/availability";
import { listBookings } from "@availability/ontology/booking";
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
export function hotQueries(
  ctx: Ctx,
  { organizationId, productIds, serviceIds, apiKey }: LoadedData,
): HotQuery[] {
  const start = startOfDay(ctx.now());
  // From the middle of the list: nothing that the load touched last.
  const productId = productIds[Math.floor(productIds.length / 2)] ?? "";
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
