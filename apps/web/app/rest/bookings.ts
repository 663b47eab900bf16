import { bookingStatuses, CreateBooking, CustomerInput } from "@availability/domain/booking";
import { PageInput } from "@availability/ontology";
import { createBooking, getBooking, listBookings } from "@availability/ontology/booking";
import { createRoute, z } from "@hono/zod-openapi";
import { Booking, toWire } from "./booking-wire.ts";
import type { RestApi } from "./environment.ts";
import { InstantInput } from "./instant.ts";
import { IdParam, json, nextCursor, problems } from "./schemas.ts";

const ListQuery = z
  .strictObject({
    ...PageInput.shape,
    productId: z.uuid("An id of one of your products").optional(),
    status: z.enum(bookingStatuses, `One of ${bookingStatuses.join(", ")}`).optional(),
    from: InstantInput.openapi({ description: "Bookings that start at or after this instant" }).optional(),
    to: InstantInput.openapi({ description: "Bookings that start before this instant" }).optional(),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || to > from, {
    path: ["to"],
    message: "`to` must be after `from`",
  });

const NewBooking = z
  .strictObject({
    ...CreateBooking.shape,
    start: InstantInput,
    customer: z.strictObject(CustomerInput.shape),
  })
  .openapi("NewBooking");

const list = createRoute({
  method: "get",
  path: "/api/v1/bookings",
  tags: ["Bookings"],
  summary: "List bookings by start",
  request: { query: ListQuery },
  responses: {
    200: json(z.object({ data: z.array(Booking), nextCursor }), "One page"),
    ...problems(400, 401, 403),
  },
});

const create = createRoute({
  method: "post",
  path: "/api/v1/bookings",
  tags: ["Bookings"],
  summary: "Book a free slot",
  description:
    "Confirmed at once, or pending when the product requires approval. 409 `slot_taken` lists `alternatives`.",
  request: { body: { required: true, content: { "application/json": { schema: NewBooking } } } },
  responses: { 201: json(Booking, "The booking"), ...problems(400, 401, 403, 404, 409, 413, 415, 422) },
});

const get = createRoute({
  method: "get",
  path: "/api/v1/bookings/{id}",
  tags: ["Bookings"],
  summary: "Read one booking",
  request: { params: IdParam },
  responses: { 200: json(Booking, "The booking"), ...problems(401, 403, 404) },
});

export function registerBookings(api: RestApi): void {
  api.openapi(list, async (context) => {
    const page = await listBookings(context.var.ctx, context.req.valid("query"));
    return context.json({ data: page.data.map(toWire), nextCursor: page.nextCursor }, 200);
  });
  api.openapi(create, async (context) => {
    const booking = await createBooking(context.var.ctx, context.req.valid("json"));
    context.header("Location", `/api/v1/bookings/${booking.id}`);
    return context.json(toWire(booking), 201);
  });
  api.openapi(get, async (context) => {
    const { id: bookingId } = context.req.valid("param");
    return context.json(toWire(await getBooking(context.var.ctx, { bookingId })), 200);
  });
}
