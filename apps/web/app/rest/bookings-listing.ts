import { bookingStatuses } from "@availability/domain/booking";
import { TimeZone } from "@availability/domain/time";
import { exportBookings, ListBookings, listBookings, mostExported } from "@availability/ontology/booking";
import { createRoute, z } from "@hono/zod-openapi";
import { csvOf } from "./booking-csv.ts";
import { Booking, toWire } from "./booking-wire.ts";
import type { RestApi } from "./environment.ts";
import { InstantInput } from "./instant.ts";
import { json, nextCursor, problems } from "./schemas.ts";

const { limit, cursor, productId, locationId, customerId, seriesId, query, order } = ListBookings.shape;

const Statuses = z.array(z.enum(bookingStatuses)).max(bookingStatuses.length);
const statusList = z
  .string()
  .transform((text, check) => {
    const statuses = Statuses.safeParse(text.split(","));
    if (statuses.success) return statuses.data;
    check.addIssue(`One of ${bookingStatuses.join(", ")}, or several with commas between`);
    return z.NEVER;
  })
  .openapi({
    type: "string",
    description: "One status, or several with commas between",
    example: "pending,confirmed",
  });

const filter = {
  productId,
  locationId,
  customerId,
  seriesId,
  status: statusList.optional(),
  from: InstantInput.openapi({ description: "Bookings that start at or after this instant" }).optional(),
  to: InstantInput.openapi({ description: "Bookings that start before this instant" }).optional(),
  query: query.describe(
    "What the customer's name or e-mail address begins with, or part of the product's name",
  ),
  order: order.describe("By start: the earliest first, or the latest"),
};

const toAfterFrom = { path: ["to"], message: "`to` must be after `from`" };

const ListQuery = z.strictObject({ limit, cursor, ...filter }).refine(isRange, toAfterFrom);
const timeZone = TimeZone.describe("IANA zone whose offset the instants are written in").openapi({
  example: "Europe/Berlin",
});
const CsvQuery = z.strictObject({ ...filter, timeZone: timeZone.optional() }).refine(isRange, toAfterFrom);

const list = createRoute({
  method: "get",
  path: "/api/v1/bookings",
  tags: ["Bookings"],
  summary: "List bookings by start",
  request: { query: ListQuery },
  responses: {
    200: json(z.object({ data: z.array(Booking), nextCursor }), "One page"),
    ...problems(400, 401, 403, 404),
  },
});

const csv = createRoute({
  method: "get",
  path: "/api/v1/bookings.csv",
  operationId: "exportBookings",
  tags: ["Bookings"],
  summary: "Export bookings as CSV",
  description: `The same filters as listing, without pages; 422 when there are more than ${mostExported}. A text that a spreadsheet would take for a formula begins with an apostrophe.`,
  request: { query: CsvQuery },
  responses: {
    200: {
      description: "One line for each booking below a line of names (RFC 4180), in UTF-8",
      content: { "text/csv": { schema: z.string() } },
    },
    ...problems(400, 401, 403, 404, 422),
  },
});

export function registerBookingsListing(api: RestApi): void {
  api.openapi(list, async (context) => {
    const page = await listBookings(context.var.ctx, context.req.valid("query"));
    return context.json({ data: page.data.map(toWire), nextCursor: page.nextCursor }, 200);
  });
  api.openapi(csv, async (context) => {
    const { timeZone: zone, ...input } = context.req.valid("query");
    const pages = await exportBookings(context.var.ctx, input);
    context.header("Content-Type", "text/csv; charset=utf-8; header=present");
    context.header("Content-Disposition", 'attachment; filename="bookings.csv"');
    return context.body(csvOf(pages, zone), 200);
  });
}

function isRange({ from, to }: { from?: number | undefined; to?: number | undefined }): boolean {
  return from === undefined || to === undefined || to > from;
}
