import { LocationChange } from "@availability/domain/location";
import {
  archiveLocation,
  createLocation,
  deleteLocation,
  getLocation,
  ListLocations,
  listLocations,
  restoreLocation,
  updateLocation,
} from "@availability/ontology/location";
import { createRoute, z } from "@hono/zod-openapi";
import type { RestApi } from "./environment.ts";
import {
  ETagged,
  IfMatch,
  IfNoneMatch,
  ifMatchVersion,
  isNotModified,
  notModified,
  setETag,
  versionWanted,
} from "./etag.ts";
import { Location, LocationChanges, NewLocation, toCreateLocation } from "./location-wire.ts";
import { IdParam, json, nextCursor, problems } from "./schemas.ts";

const VersionBody = z.strictObject({ version: LocationChange.shape.version });

const tags = ["Locations"];
const one = { ...json(Location, "The location"), headers: ETagged };
const refusals = problems(400, 401, 403, 404, 409, 412, 413, 415);

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

const update = createRoute({
  method: "patch",
  path: "/api/v1/locations/{id}",
  tags,
  summary: "Change a location",
  description: "Fields left out stay as they are. 409 `in_use` lists the `products` in the way of archiving.",
  request: {
    params: IdParam,
    headers: IfMatch,
    body: { required: true, content: { "application/json": { schema: LocationChanges } } },
  },
  responses: { 200: one, ...refusals },
});

const archive = createRoute({
  method: "post",
  path: "/api/v1/locations/{id}/archive",
  tags,
  summary: "Archive a location without active products",
  request: {
    params: IdParam,
    headers: IfMatch,
    body: { content: { "application/json": { schema: VersionBody } } },
  },
  responses: { 200: one, ...refusals },
});

const restore = createRoute({
  method: "post",
  path: "/api/v1/locations/{id}/restore",
  tags,
  summary: "Open an archived location again",
  request: {
    params: IdParam,
    headers: IfMatch,
    body: { content: { "application/json": { schema: VersionBody } } },
  },
  responses: { 200: one, ...refusals },
});

const remove = createRoute({
  method: "delete",
  path: "/api/v1/locations/{id}",
  tags,
  summary: "Delete a location without products",
  request: { params: IdParam, headers: IfMatch },
  responses: { 204: { description: "It is gone" }, ...problems(400, 401, 403, 404, 409, 412) },
});

export function registerLocations(api: RestApi): void {
  registerReading(api);
  api.openapi(create, async (context) => {
    const location = await createLocation(context.var.ctx, toCreateLocation(context.req.valid("json")));
    context.header("Location", `/api/v1/locations/${location.id}`);
    setETag(context, location.version);
    return context.json(location, 201);
  });
  api.openapi(update, async (context) => {
    const { id: locationId } = context.req.valid("param");
    const body = context.req.valid("json");
    const version = versionWanted(context, body.version);
    const location = await updateLocation(context.var.ctx, { ...body, locationId, version });
    setETag(context, location.version);
    return context.json(location, 200);
  });
  for (const [route, verb] of [
    [archive, archiveLocation],
    [restore, restoreLocation],
  ] as const) {
    api.openapi(route, async (context) => {
      const { id: locationId } = context.req.valid("param");
      const version = versionWanted(context, context.req.valid("json").version);
      const location = await verb(context.var.ctx, { locationId, version });
      setETag(context, location.version);
      return context.json(location, 200);
    });
  }
  api.openapi(remove, async (context) => {
    const { id: locationId } = context.req.valid("param");
    await deleteLocation(context.var.ctx, { locationId, version: ifMatchVersion(context) });
    return context.body(null, 204);
  });
}

function registerReading(api: RestApi): void {
  api.openapi(list, async (context) =>
    context.json(await listLocations(context.var.ctx, context.req.valid("query")), 200),
  );
  api.openapi(get, async (context) => {
    const { id: locationId } = context.req.valid("param");
    const location = await getLocation(context.var.ctx, { locationId });
    setETag(context, location.version);
    if (isNotModified(context, location.version)) return context.body(null, 304);
    return context.json(location, 200);
  });
}
