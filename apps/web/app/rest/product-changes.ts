import { ProductChange } from "@availability/domain/product";
import { archiveProduct, deleteProduct, restoreProduct, updateProduct } from "@availability/ontology/product";
import { createRoute, z } from "@hono/zod-openapi";
import type { RestApi } from "./environment.ts";
import { ETagged, IfMatch, ifMatchVersion, setETag, versionWanted } from "./etag.ts";
import { ProductChanges, toUpdateProduct, withWirePointers } from "./product-bodies.ts";
import { ChangedProduct, changeToWire } from "./product-wire.ts";
import { IdParam, json, problems } from "./schemas.ts";

const VersionBody = z.strictObject({ version: ProductChange.shape.version });

const changed = { ...json(ChangedProduct, "The product as it is now"), headers: ETagged };
const refusals = problems(400, 401, 403, 404, 409, 412, 413, 415, 422);

const update = createRoute({
  method: "patch",
  path: "/api/v1/products/{id}",
  tags: ["Products"],
  summary: "Change a product",
  description:
    "Fields left out stay as they are; `requirements` replaces all groups. Bookings keep standing: those that no longer fit are in `affectedBookings`. 409 `in_use` lists the `bookings` or `products` in the way.",
  request: {
    params: IdParam,
    headers: IfMatch,
    body: { required: true, content: { "application/json": { schema: ProductChanges } } },
  },
  responses: { 200: changed, ...refusals },
});

const archive = createRoute({
  method: "post",
  path: "/api/v1/products/{id}/archive",
  tags: ["Products"],
  summary: "Take a product off offer",
  description:
    "Its bookings keep standing and are in `affectedBookings`. The same as changing `status` to archived.",
  request: {
    params: IdParam,
    headers: IfMatch,
    body: { content: { "application/json": { schema: VersionBody } } },
  },
  responses: { 200: changed, ...refusals },
});

const restore = createRoute({
  method: "post",
  path: "/api/v1/products/{id}/restore",
  tags: ["Products"],
  summary: "Offer an archived product again",
  request: {
    params: IdParam,
    headers: IfMatch,
    body: { content: { "application/json": { schema: VersionBody } } },
  },
  responses: { 200: changed, ...refusals },
});

const remove = createRoute({
  method: "delete",
  path: "/api/v1/products/{id}",
  tags: ["Products"],
  summary: "Delete a product that was never booked",
  request: { params: IdParam, headers: IfMatch },
  responses: { 204: { description: "It is gone" }, ...problems(400, 401, 403, 404, 409, 412) },
});

export function registerProductChanges(api: RestApi): void {
  api.openapi(update, async (context) => {
    const { id: productId } = context.req.valid("param");
    const body = context.req.valid("json");
    const version = versionWanted(context, body.version);
    const input = { ...toUpdateProduct(productId, body), version };
    const product = await withWirePointers(body, () => updateProduct(context.var.ctx, input));
    setETag(context, product.version);
    return context.json(changeToWire(product), 200);
  });
  for (const [route, verb] of [
    [archive, archiveProduct],
    [restore, restoreProduct],
  ] as const) {
    api.openapi(route, async (context) => {
      const { id: productId } = context.req.valid("param");
      const version = versionWanted(context, context.req.valid("json").version);
      const product = await verb(context.var.ctx, { productId, version });
      setETag(context, product.version);
      return context.json(changeToWire(product), 200);
    });
  }
  api.openapi(remove, async (context) => {
    const { id: productId } = context.req.valid("param");
    await deleteProduct(context.var.ctx, { productId, version: ifMatchVersion(context) });
    return context.body(null, 204);
  });
}
