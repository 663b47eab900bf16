import {
  CancelBooking,
  ChangeBooking,
  ConfirmBooking,
  RescheduleBooking,
} from "@availability/domain/booking";
import {
  cancelBooking,
  checkInBooking,
  completeBooking,
  confirmBooking,
  declineBooking,
  markNoShow,
  type Booking as OntologyBooking,
  rescheduleBooking,
} from "@availability/ontology/booking";
import { createRoute, z } from "@hono/zod-openapi";
import { Booking, Override, toWire } from "./booking-wire.ts";
import type { RestApi, RestContext } from "./environment.ts";
import { ETagged, IfMatch, setETag, versionWanted } from "./etag.ts";
import { InstantInput } from "./instant.ts";
import { IdParam, json, problems } from "./schemas.ts";

const version = ConfirmBooking.shape.version;
const { reason } = ChangeBooking.shape;
const ConfirmBody = z.strictObject({ version, override: Override });
const ChangeBody = z.strictObject({ version, reason });
const CancelBody = z.strictObject({
  version,
  reason,
  waiveFee: CancelBooking.shape.waiveFee.describe(
    "Asks for no fee although one is due; takes the scope manage_availability",
  ),
});
const RescheduleBody = z
  .strictObject({
    version,
    start: InstantInput,
    durationMinutes: RescheduleBooking.shape.durationMinutes,
    override: Override,
    reason,
  })
  .openapi("Reschedule");

const confirm = action("confirm", ConfirmBody, {
  summary: "Confirm a pending booking",
  description: "422 `outside_rules` names what must be paid first; an `override` does without.",
});
const cancel = action("cancel", CancelBody, {
  summary: "Cancel a booking; its time is free again at once",
  description: "From `cancellation.freeUntil` on it costs the fee, which is then in `feeDue`.",
});
const reschedule = action("reschedule", RescheduleBody, {
  summary: "Move a booking to another time of its product",
  description:
    "It keeps its identity, status, payments and history. When the new time cannot be had, the old one was never given up; 409 `slot_taken` lists `alternatives`.",
});
const decline = action("decline", ChangeBody, {
  summary: "Decline a pending booking; its time is free again at once",
});
const checkIn = action("check-in", ChangeBody, { summary: "Note that the customer is there" });
const complete = action("complete", ChangeBody, { summary: "Note that a booking took place" });
const noShow = action("no-show", ChangeBody, { summary: "Note that the customer did not come" });

/** What can be done with a booking; what cannot be now is 409 `illegal_transition` with `allowed`. */
export function registerBookingActions(api: RestApi): void {
  api.openapi(confirm, async (context) => {
    const input = wanted(context, context.req.valid("param"), context.req.valid("json"));
    return context.json(answered(context, await confirmBooking(context.var.ctx, input)), 200);
  });
  api.openapi(cancel, async (context) => {
    const input = wanted(context, context.req.valid("param"), context.req.valid("json"));
    return context.json(answered(context, await cancelBooking(context.var.ctx, input)), 200);
  });
  api.openapi(reschedule, async (context) => {
    const input = wanted(context, context.req.valid("param"), context.req.valid("json"));
    return context.json(answered(context, await rescheduleBooking(context.var.ctx, input)), 200);
  });
  for (const [route, verb] of [
    [decline, declineBooking],
    [checkIn, checkInBooking],
    [complete, completeBooking],
    [noShow, markNoShow],
  ] as const) {
    api.openapi(route, async (context) => {
      const input = wanted(context, context.req.valid("param"), context.req.valid("json"));
      return context.json(answered(context, await verb(context.var.ctx, input)), 200);
    });
  }
}

function action<Name extends string, Body extends z.ZodType>(
  name: Name,
  schema: Body,
  words: { summary: string; description?: string },
) {
  return createRoute({
    method: "post",
    path: `/api/v1/bookings/{id}/${name}`,
    tags: ["Bookings"],
    ...words,
    request: { params: IdParam, headers: IfMatch, body: { content: { "application/json": { schema } } } },
    responses: {
      200: { ...json(Booking, "The booking as it is now"), headers: ETagged },
      ...problems(400, 401, 403, 404, 409, 412, 413, 415, 422),
    },
  });
}

/** The input of a verb: which booking, at which version (If-Match and the body may each name it), and what is wished. */
function wanted<Body extends { version?: number | undefined }>(
  context: RestContext,
  { id: bookingId }: { id: string },
  body: Body,
) {
  return { ...body, bookingId, version: versionWanted(context, body.version) };
}

function answered(context: RestContext, booking: OntologyBooking): z.output<typeof Booking> {
  const shown = toWire(booking);
  setETag(context, booking.version, shown);
  return shown;
}
