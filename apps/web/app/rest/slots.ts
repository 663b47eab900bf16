import { ListSlots } from "@availability/domain/availability";
import { TimeZone } from "@availability/domain/time";
import { listSlots } from "@availability/ontology/availability";
import { createRoute, z } from "@hono/zod-openapi";
import type { RestApi } from "./environment.ts";
import { fieldFaults } from "./field-faults.ts";
import { InstantInput, InstantText, toText } from "./instant.ts";
import { invalidInput } from "./problem.ts";
import { IdParam, json, problems } from "./schemas.ts";

const SlotsQuery = z.strictObject({
  start: InstantInput,
  end: InstantInput.openapi({ description: "At most 62 days after `start`" }),
  durationMinutes: z.coerce.number("A whole number of minutes").int().min(5).max(10_080).optional(),
  attendees: z.coerce.number("A whole number").int().min(1, "At least 1").max(10_000).optional(),
  timeZone: TimeZone.describe("IANA zone whose offset the instants are written in; the slots stay the same")
    .openapi({ example: "Europe/Berlin" })
    .optional(),
});

const Slots = z
  .object({
    data: z.array(z.object({ start: InstantText, end: InstantText, remaining: z.int() })),
    stale: z
      .array(z.object({ calendarId: z.uuid(), name: z.string(), lastSuccessAt: InstantText.nullable() }))
      .openapi({ description: "Connected calendars whose events we last read too long ago" }),
  })
  .openapi("Slots");

const list = createRoute({
  method: "get",
  path: "/api/v1/products/{id}/slots",
  tags: ["Availability"],
  summary: "List the free slots of a product",
  request: { params: IdParam, query: SlotsQuery },
  responses: { 200: json(Slots, "The slots, ascending"), ...problems(400, 401, 403, 404) },
});

export function registerSlots(api: RestApi): void {
  api.openapi(list, async (context) => {
    const { id: productId } = context.req.valid("param");
    const { timeZone, ...wish } = context.req.valid("query");
    const input = ListSlots.safeParse({ ...wish, productId });
    if (!input.success) throw invalidInput(fieldFaults(input.error));
    const { slots, stale } = await listSlots(context.var.ctx, input.data);
    const text = (instant: number) => toText(instant, timeZone);
    const data = slots.map(({ start, end, remaining }) => ({
      start: text(start),
      end: text(end),
      remaining,
    }));
    const staleTexts = stale.map(({ lastSuccessAt, ...calendar }) => ({
      ...calendar,
      lastSuccessAt: lastSuccessAt === null ? null : text(lastSuccessAt),
    }));
    return context.json({ data, stale: staleTexts }, 200);
  });
}
