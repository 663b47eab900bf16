import { bookingStatuses } from "@availability/domain/booking";
import { PageInput } from "@availability/ontology";
import { type BookingEvent, listBookingEvents } from "@availability/ontology/booking";
import { createRoute, z } from "@hono/zod-openapi";
import type { RestApi } from "./environment.ts";
import { InstantText, toText } from "./instant.ts";
import { IdParam, json, nextCursor, problems } from "./schemas.ts";

const Event = z
  .object({
    id: z.uuid(),
    at: InstantText,
    action: z.string().nullable(),
    from: z.enum(bookingStatuses).nullable().openapi({ description: "Null when it was made" }),
    to: z.enum(bookingStatuses),
    reason: z.string().nullable(),
    details: z
      .record(z.string(), z.unknown())
      .nullable()
      .openapi({ description: "What else changed, such as the times `before` and `after`" }),
    actor: z.object({
      kind: z.enum(["member", "api_key", "system"]),
      id: z.uuid().nullable(),
      name: z.string().nullable(),
    }),
  })
  .openapi("BookingEvent");

const timeline = createRoute({
  method: "get",
  path: "/api/v1/bookings/{id}/timeline",
  operationId: "listBookingEvents",
  tags: ["Bookings"],
  summary: "Read what happened to a booking, oldest first",
  request: { params: IdParam, query: z.strictObject(PageInput.shape) },
  responses: {
    200: json(z.object({ data: z.array(Event), nextCursor }), "One page"),
    ...problems(400, 401, 403, 404),
  },
});

export function registerBookingTimeline(api: RestApi): void {
  api.openapi(timeline, async (context) => {
    const { id: bookingId } = context.req.valid("param");
    const page = await listBookingEvents(context.var.ctx, { ...context.req.valid("query"), bookingId });
    return context.json({ data: page.data.map(toWire), nextCursor: page.nextCursor }, 200);
  });
}

function toWire({ at, details, ...event }: BookingEvent): z.output<typeof Event> {
  const entries = Object.entries(details ?? {}).map(([name, value]) => [name, timesText(value)]);
  return { ...event, at: toText(at), details: details && Object.fromEntries(entries) };
}

/** Times stand in details as epoch ms. */
function timesText(value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("start" in value) || !("end" in value)) return value;
  const { start, end } = value;
  return typeof start === "number" && typeof end === "number"
    ? { start: toText(start), end: toText(end) }
    : value;
}
