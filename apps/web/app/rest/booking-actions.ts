import { CancelBooking, ConfirmBooking } from "@availability/domain/booking";
import { cancelBooking, confirmBooking } from "@availability/ontology/booking";
import { createRoute, z } from "@hono/zod-openapi";
import { Booking, toWire } from "./booking-wire.ts";
import type { RestApi } from "./environment.ts";
import { IdParam, json, problems } from "./schemas.ts";

const version = ConfirmBooking.shape.version;
const ConfirmBody = z.strictObject({ version });
const CancelBody = z.strictObject({ version, reason: CancelBooking.shape.reason });

const refusals = problems(400, 401, 403, 404, 409, 413, 415);

const confirm = createRoute({
  method: "post",
  path: "/api/v1/bookings/{id}/confirm",
  tags: ["Bookings"],
  summary: "Confirm a pending booking",
  request: { params: IdParam, body: { content: { "application/json": { schema: ConfirmBody } } } },
  responses: { 200: json(Booking, "The booking, confirmed"), ...refusals },
});

const cancel = createRoute({
  method: "post",
  path: "/api/v1/bookings/{id}/cancel",
  tags: ["Bookings"],
  summary: "Cancel a booking; its time is free again at once",
  request: { params: IdParam, body: { content: { "application/json": { schema: CancelBody } } } },
  responses: { 200: json(Booking, "The booking, cancelled"), ...refusals },
});

export function registerBookingActions(api: RestApi): void {
  api.openapi(confirm, async (context) => {
    const { id: bookingId } = context.req.valid("param");
    const input = { ...context.req.valid("json"), bookingId };
    return context.json(toWire(await confirmBooking(context.var.ctx, input)), 200);
  });
  api.openapi(cancel, async (context) => {
    const { id: bookingId } = context.req.valid("param");
    const input = { ...context.req.valid("json"), bookingId };
    return context.json(toWire(await cancelBooking(context.var.ctx, input)), 200);
  });
}
