import { productStatuses, productTypes } from "@availability/domain/product";
import { PageInput } from "@availability/ontology";
import { getProduct, listProducts, type Product as OntologyProduct } from "@availability/ontology/product";
import { createRoute, z } from "@hono/zod-openapi";
import type { RestApi } from "./environment.ts";
import { IdParam, json, Money, nextCursor, problems } from "./schemas.ts";

const Product = z
  .object({
    id: z.uuid(),
    type: z.enum(productTypes),
    name: z.string(),
    description: z.string(),
    colour: z.string().nullable(),
    locationId: z.uuid().nullable(),
    capacity: z.int(),
    maxAttendeesPerBooking: z.int(),
    durationsMinutes: z
      .array(z.int())
      .openapi({ description: "Durations offered; the first is the default" }),
    slotStepMinutes: z.int(),
    bufferBeforeMinutes: z.int(),
    bufferAfterMinutes: z.int(),
    minNoticeMinutes: z.int(),
    horizonDays: z.int(),
    requiresApproval: z.boolean(),
    price: Money,
    deposit: Money,
    status: z.enum(productStatuses),
    version: z.int(),
  })
  .openapi("Product");

const list = createRoute({
  method: "get",
  path: "/api/v1/products",
  tags: ["Products"],
  summary: "List the active products by name",
  request: { query: z.strictObject(PageInput.shape) },
  responses: {
    200: json(z.object({ data: z.array(Product), nextCursor }), "One page"),
    ...problems(400, 401),
  },
});

const get = createRoute({
  method: "get",
  path: "/api/v1/products/{id}",
  tags: ["Products"],
  summary: "Read one product",
  request: { params: IdParam },
  responses: { 200: json(Product, "The product"), ...problems(401, 404) },
});

export function registerProducts(api: RestApi): void {
  api.openapi(list, async (context) => {
    const page = await listProducts(context.var.ctx, context.req.valid("query"));
    return context.json({ data: page.data.map(toWire), nextCursor: page.nextCursor }, 200);
  });
  api.openapi(get, async (context) => {
    const { id: productId } = context.req.valid("param");
    return context.json(toWire(await getProduct(context.var.ctx, { productId })), 200);
  });
}

function toWire({
  priceMinor,
  depositMinor,
  currency,
  ...product
}: OntologyProduct): z.output<typeof Product> {
  return {
    ...product,
    price: { amount: priceMinor, currency },
    deposit: { amount: depositMinor, currency },
  };
}
