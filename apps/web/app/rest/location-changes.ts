import { LocationChange } from "@availability/domain/location";
import {
  archiveLocation,
  deleteLocation,
  restoreLocation,
  updateLocation,
} from "@availability/ontology/location";
import { createRoute, z } from "@hono/zod-openapi";
import type { RestApi } from "./environment.ts";
import { ETagged, IfMatch, ifMatchVersion, setETag, versionWanted } from "./etag.ts";
import { Location, LocationChanges } from "./location-wire.ts";
import { IdParam, json, problems } from "./schemas.ts";

const VersionBody = z.strictObject({ version: LocationChange.shape.version });

const tags = ["Locations"];
const changed = { ...json(Location, "The location as it is now"), headers: ETagged };
const refusals = problems(400, 401, 403, 404, 409, 412, 413, 415);

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
  responses: { 200: changed, ...refusals },
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
  responses: { 200: changed, ...refusals },
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
  responses: { 200: changed, ...refusals },
});

const remove = createRoute({
  method: "delete",
  path: "/api/v1/locations/{id}",
  tags,
  summary: "Delete a location without products",
  request: { params: IdParam, headers: IfMatch },
  responses: { 204: { description: "It is gone" }, ...problems(400, 401, 403, 404, 409, 412) },
});

export function registerLocationChanges(api: RestApi): void {
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
