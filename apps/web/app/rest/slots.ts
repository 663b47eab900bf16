import { FindNextSlots, ListSlots, ListSlotsOfProducts } from "@availability/domain/availability";
import { TimeZone } from "@availability/domain/time";
import { findNextSlots, listSlots, listSlotsOfProducts } from "@availability/ontology/availability";
import { createRoute, z } from "@hono/zod-openapi";
import type { RestApi } from "./environment.ts";
import { fieldFaults } from "./field-faults.ts";
import { InstantInput, toText } from "./instant.ts";
import { invalidInput } from "./problem.ts";
import { IdParam, json, problems } from "./schemas.ts";
import { NextSlots, Slots, SlotsOfProducts, writerIn } from "./slots-wire.ts";

const wish = {
  durationMinutes: z.coerce
    .number("A whole number of minutes")
    .int("A whole number of minutes")
    .min(5, "At least 5 minutes")
    .max(10_080, "At most 10080 minutes")
    .optional(),
  attendees: z.coerce
    .number("A whole number")
    .int("A whole number")
    .min(1, "At least 1")
    .max(10_000, "At most 10000")
    .optional(),
  timeZone: TimeZone.describe("IANA zone whose offset the instants are written in; the slots stay the same")
    .openapi({ example: "Europe/Berlin" })
    .optional(),
};
const range = {
  start: InstantInput,
  end: InstantInput.openapi({ description: "At most 62 days after `start`" }),
};

const SlotsQuery = z.strictObject({
  ...range,
  ...wish,
  explain: z
    .enum(["true", "false"], "true or false")
    .openapi({ description: "`true` adds `unavailable`: a reason for every stretch without a slot" })
    .optional(),
  holdId: ListSlots.shape.holdId.describe("A hold of yours, which is then not in the way of its own slot"),
});

const NextQuery = z.strictObject({
  from: InstantInput.openapi({ description: "From now on when left out" }).optional(),
  count: z.coerce.number("A whole number").int().min(1, "At least 1").max(50, "At most 50").optional(),
  ...wish,
});

const ManyQuery = z.strictObject({
  productIds: z.string().openapi({
    description: "Up to 50 ids, separated by commas; products times days may be at most 500",
    example: "0190c8a4-0000-7000-8000-000000000001,0190c8a4-0000-7000-8000-000000000002",
  }),
  ...range,
  ...wish,
});

const list = createRoute({
  method: "get",
  path: "/api/v1/products/{id}/slots",
  operationId: "listSlots",
  tags: ["Availability"],
  summary: "List the free slots of a product",
  request: { params: IdParam, query: SlotsQuery },
  responses: { 200: json(Slots, "The slots, ascending"), ...problems(400, 401, 403, 404, 422) },
});

const next = createRoute({
  method: "get",
  path: "/api/v1/products/{id}/next-available",
  operationId: "findNextSlots",
  tags: ["Availability"],
  summary: "Find the next free slots of a product, as far as its horizon",
  request: { params: IdParam, query: NextQuery },
  responses: { 200: json(NextSlots, "The slots, ascending"), ...problems(400, 401, 403, 404, 422) },
});

const many = createRoute({
  method: "get",
  path: "/api/v1/slots",
  operationId: "listSlotsOfProducts",
  tags: ["Availability"],
  summary: "List the free slots of several products at once",
  request: { query: ManyQuery },
  responses: {
    200: json(SlotsOfProducts, "The products in the order asked for"),
    ...problems(400, 401, 403, 404, 422),
  },
});

export function registerSlots(api: RestApi): void {
  api.openapi(list, async (context) => {
    const { id: productId } = context.req.valid("param");
    const { timeZone, explain, ...query } = context.req.valid("query");
    const input = parsed(ListSlots, { ...query, productId, explain: explain === "true" });
    const { slots, stale, unavailable } = await listSlots(context.var.ctx, input);
    const write = writerIn(timeZone);
    const reasons = unavailable ? { unavailable: unavailable.map(write.unavailable) } : {};
    return context.json({ data: slots.map(write.slot), ...reasons, stale: stale.map(write.stale) }, 200);
  });
  api.openapi(next, async (context) => {
    const { id: productId } = context.req.valid("param");
    const { timeZone, ...query } = context.req.valid("query");
    const input = parsed(FindNextSlots, { ...query, productId });
    const { slots, stale, searchedUntil } = await findNextSlots(context.var.ctx, input);
    const write = writerIn(timeZone);
    const until = toText(searchedUntil, timeZone);
    return context.json(
      { data: slots.map(write.slot), searchedUntil: until, stale: stale.map(write.stale) },
      200,
    );
  });
  api.openapi(many, async (context) => {
    const { timeZone, productIds, ...query } = context.req.valid("query");
    const input = parsed(ListSlotsOfProducts, { ...query, productIds: productIds.split(",") });
    const products = await listSlotsOfProducts(context.var.ctx, input);
    const write = writerIn(timeZone);
    const data = products.map(({ productId, isOffered, slots, stale }) => ({
      productId,
      isOffered,
      slots: slots.map(write.slot),
      stale: stale.map(write.stale),
    }));
    return context.json({ data }, 200);
  });
}

/** The checks that span several fields stand in the verbs' own schemas. */
function parsed<Output>(schema: z.ZodType<Output>, given: unknown): Output {
  const input = schema.safeParse(given);
  if (!input.success) throw invalidInput(fieldFaults(input.error));
  return input.data;
}
