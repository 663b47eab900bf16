import { createProduct, getProduct, ListProducts, listProducts } from "@availability/ontology/product";
import { createRoute, z } from "@hono/zod-openapi";
import type { RestApi } from "./environment.ts";
import { ETagged, IfNoneMatch, isNotModified, notModified, setETag } from "./etag.ts";
import { NewProduct, toCreateProduct, withWirePointers } from "./product-bodies.ts";
import { Product, productToWire } from "./product-wire.ts";
import { IdParam, json, nextCursor, problems } from "./schemas.ts";

const list = createRoute({
  method: "get",
  path: "/api/v1/products",
  tags: ["Products"],
  summary: "List products by name",
  request: { query: z.strictObject(ListProducts.shape) },
  responses: {
    200: json(z.object({ data: z.array(Product), nextCursor }), "One page"),
    ...problems(400, 401, 404),
  },
});

const create = createRoute({
  method: "post",
  path: "/api/v1/products",
  tags: ["Products"],
  summary: "Create a product",
  description:
    "It has no hours of its own yet; until it has, it is open when its location or the organisation is.",
  request: { body: { required: true, content: { "application/json": { schema: NewProduct } } } },
  responses: {
    201: { ...json(Product, "The product"), headers: ETagged },
    ...problems(400, 401, 403, 404, 413, 415, 422),
  },
});

const get = createRoute({
  method: "get",
  path: "/api/v1/products/{id}",
  tags: ["Products"],
  summary: "Read one product",
  request: { params: IdParam, headers: IfNoneMatch },
  responses: {
    200: { ...json(Product, "The product"), headers: ETagged },
    304: notModified,
    ...problems(401, 404),
  },
});

export function registerProducts(api: RestApi): void {
  api.openapi(list, async (context) => {
    const page = await listProducts(context.var.ctx, context.req.valid("query"));
    return context.json({ data: page.data.map(productToWire), nextCursor: page.nextCursor }, 200);
  });
  api.openapi(create, async (context) => {
    const body = context.req.valid("json");
    const input = toCreateProduct(body);
    const product = await withWirePointers(body, () => createProduct(context.var.ctx, input));
    context.header("Location", `/api/v1/products/${product.id}`);
    setETag(context, product.version);
    return context.json(productToWire(product), 201);
  });
  api.openapi(get, async (context) => {
    const { id: productId } = context.req.valid("param");
    const product = await getProduct(context.var.ctx, { productId });
    setETag(context, product.version);
    if (isNotModified(context, product.version)) return context.body(null, 304);
    return context.json(productToWire(product), 200);
  });
}
