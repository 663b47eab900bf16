import { CreateBooking, CustomerInput } from "@availability/domain/booking";
import { createBooking, getBooking } from "@availability/ontology/booking";
import { createRoute, z } from "@hono/zod-openapi";
import { Booking, Override, toWire } from "./booking-wire.ts";
import type { RestApi } from "./environment.ts";
import { ETagged, IfNoneMatch, isNotModified, notModified, setETag } from "./etag.ts";
import { InstantInput } from "./instant.ts";
import { IdParam, json, problems } from "./schemas.ts";

const NewBooking = z
  .strictObject({
    ...CreateBooking.shape,
    start: InstantInput,
    override: Override,
    customer: z.strictObject(CustomerInput.shape),
  })
  .openapi("NewBooking");

const create = createRoute({
  method: "post",
  path: "/api/v1/bookings",
  tags: ["Bookings"],
  summary: "Book a free slot",
  description:
    "Confirmed at once, or pending when the product wants approval or a payment first. A `holdId` turns your hold into the booking. 409 `slot_taken` lists `alternatives`: other times of this product, and the same time of others like it, each with its `productId` and `productName`.",
  request: { body: { required: true, content: { "application/json": { schema: NewBooking } } } },
  responses: {
    201: { ...json(Booking, "The booking"), headers: ETagged },
    ...problems(400, 401, 403, 404, 409, 413, 415, 422),
  },
});

const get = createRoute({
  method: "get",
  path: "/api/v1/bookings/{id}",
  tags: ["Bookings"],
  summary: "Read one booking",
  request: { params: IdParam, headers: IfNoneMatch },
  responses: {
    200: { ...json(Booking, "The booking"), headers: ETagged },
    304: notModified,
    ...problems(401, 403, 404),
  },
});

export function registerBookings(api: RestApi): void {
  api.openapi(create, async (context) => {
    const booking = await createBooking(context.var.ctx, context.req.valid("json"));
    context.header("Location", `/api/v1/bookings/${booking.id}`);
    const shown = toWire(booking);
    setETag(context, booking.version, shown);
    return context.json(shown, 201);
  });
  api.openapi(get, async (context) => {
    const { id: bookingId } = context.req.valid("param");
    const booking = await getBooking(context.var.ctx, { bookingId });
    const shown = toWire(booking);
    setETag(context, booking.version, shown);
    if (isNotModified(context, booking.version, shown)) return context.body(null, 304);
    return context.json(shown, 200);
  });
}
