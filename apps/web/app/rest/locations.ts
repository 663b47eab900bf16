import { createLocation, getLocation, ListLocations, listLocations } from "@availability/ontology/location";
import { createRoute, z } from "@hono/zod-openapi";
import type { RestApi } from "./environment.ts";
import { ETagged, IfNoneMatch, isNotModified, notModified, setETag } from "./etag.ts";
import { Location, NewLocation, toCreateLocation } from "./location-wire.ts";
import { IdParam, json, nextCursor, problems } from "./schemas.ts";

const tags = ["Locations"];
const one = { ...json(Location, "The location"), headers: ETagged };

const list = createRoute({
  method: "get",
  path: "/api/v1/locations",
  tags,
  summary: "List locations by name",
  request: { query: z.strictObject(ListLocations.shape) },
  responses: {
    200: json(z.object({ data: z.array(Location), nextCursor }), "One page"),
    ...problems(400, 401),
  },
});

const create = createRoute({
  method: "post",
  path: "/api/v1/locations",
  tags,
  summary: "Create a location",
  request: { body: { required: true, content: { "application/json": { schema: NewLocation } } } },
  responses: { 201: one, ...problems(400, 401, 403, 413, 415) },
});

const get = createRoute({
  method: "get",
  path: "/api/v1/locations/{id}",
  tags,
  summary: "Read one location",
  request: { params: IdParam, headers: IfNoneMatch },
  responses: { 200: one, 304: notModified, ...problems(401, 404) },
});

export function registerLocations(api: RestApi): void {
  api.openapi(list, async (context) =>
    context.json(await listLocations(context.var.ctx, context.req.valid("query")), 200),
  );
  api.openapi(create, async (context) => {
    const location = await createLocation(context.var.ctx, toCreateLocation(context.req.valid("json")));
    context.header("Location", `/api/v1/locations/${location.id}`);
    setETag(context, location.version);
    return context.json(location, 201);
  });
  api.openapi(get, async (context) => {
    const { id: locationId } = context.req.valid("param");
    const location = await getLocation(context.var.ctx, { locationId });
    setETag(context, location.version);
    if (isNotModified(context, location.version)) return context.body(null, 304);
    return context.json(location, 200);
  });
}
