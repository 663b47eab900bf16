import { bookingStatuses } from "@availability/domain/booking";
import {
  conflictChoices,
  conflictKinds,
  conflictResolutions,
  ResolveConflict,
} from "@availability/domain/calendar";
import {
  type Conflict as ConflictInside,
  ListConflicts,
  listConflicts,
  resolveConflict,
} from "@availability/ontology/calendar";
import { createRoute, z } from "@hono/zod-openapi";
import type { RestApi } from "./environment.ts";
import { InstantText, toText } from "./instant.ts";
import { IdParam, json, nextCursor, problems } from "./schemas.ts";

const Times = z.object({ start: InstantText, end: InstantText });

const Conflict = z
  .object({
    id: z.uuid(),
    kind: z.enum(conflictKinds),
    calendar: z.object({ id: z.uuid(), name: z.string() }),
    booking: Times.extend({
      id: z.uuid(),
      status: z.enum(bookingStatuses),
      productName: z.string().nullable(),
      customerName: z.string().nullable(),
    })
      .nullable()
      .openapi({ description: "Null for a mass deletion, which is about a calendar" }),
    event: Times.nullable().openapi({ description: "Where the event stands now; null when it is gone" }),
    eventCount: z.int().nullable().openapi({ description: "Of a mass deletion: how many events are gone" }),
    detectedAt: InstantText,
    resolvedAt: InstantText.nullable(),
    resolution: z.enum(conflictResolutions).nullable(),
    refusal: z.string().nullable().openapi({
      description: "Why the organisation's rule could not settle it; null when it was not tried",
    }),
    choices: z.array(z.enum(conflictChoices)).openapi({ description: "What can be done; none once settled" }),
  })
  .openapi("Conflict");

const tags = ["Calendars"];

const list = createRoute({
  method: "get",
  path: "/api/v1/conflicts",
  tags,
  summary: "List where bookings and calendars disagree, newest first",
  request: { query: z.strictObject(ListConflicts.shape) },
  responses: {
    200: json(z.object({ data: z.array(Conflict), nextCursor }), "One page"),
    ...problems(400, 401, 403, 404),
  },
});

const resolve = createRoute({
  method: "post",
  path: "/api/v1/conflicts/{id}/resolve",
  tags,
  summary: "Settle a conflict",
  description:
    "`apply` moves the booking to its event, `revert` and `restore` put the event back, `cancel` cancels the booking, `dismiss` lets both stand.",
  request: {
    params: IdParam,
    body: {
      required: true,
      content: {
        "application/json": {
          schema: z.strictObject(ResolveConflict.omit({ conflictId: true }).shape).openapi("ConflictChoice"),
        },
      },
    },
  },
  responses: {
    200: json(Conflict, "The conflict, settled"),
    ...problems(400, 401, 403, 404, 409, 413, 415, 422),
  },
});

export function registerConflicts(api: RestApi): void {
  api.openapi(list, async (context) => {
    const page = await listConflicts(context.var.ctx, context.req.valid("query"));
    return context.json({ data: page.data.map(toWire), nextCursor: page.nextCursor }, 200);
  });
  api.openapi(resolve, async (context) => {
    const { id: conflictId } = context.req.valid("param");
    const { choice } = context.req.valid("json");
    return context.json(toWire(await resolveConflict(context.var.ctx, { conflictId, choice })), 200);
  });
}

function toWire({ booking, event, detectedAt, resolvedAt, ...conflict }: ConflictInside) {
  return {
    ...conflict,
    booking: booking && { ...booking, start: toText(booking.start), end: toText(booking.end) },
    event: event && { start: toText(event.start), end: toText(event.end) },
    detectedAt: toText(detectedAt),
    resolvedAt: resolvedAt === null ? null : toText(resolvedAt),
  };
}
