import { CancelSeries, EditSeries } from "@availability/domain/booking";
import { cancelSeries, editSeries } from "@availability/ontology/booking";
import { createRoute, z } from "@hono/zod-openapi";
import type { RestApi } from "./environment.ts";
import { ETagged, IfMatch, setETag, versionWanted } from "./etag.ts";
import { InstantInput } from "./instant.ts";
import { IdParam, json, problems } from "./schemas.ts";
import { conflictsToWire, Series, seriesToWire, skipped } from "./series-wire.ts";

const { seriesId: _inPath, ...cancelFields } = CancelSeries.shape;
const { seriesId: _alsoInPath, ...editFields } = EditSeries.shape;

const CancelBody = z
  .strictObject({
    ...cancelFields,
    waiveFee: cancelFields.waiveFee.describe(
      "Asks for no fee although one is due; takes the scope manage_availability",
    ),
  })
  .openapi("CancelSeries");
const EditBody = z
  .strictObject({
    ...editFields,
    start: InstantInput.optional().openapi({
      description: "The new start of the booking named; the others move by as much, by the clock on the wall",
    }),
    includeMoved: editFields.includeMoved.describe("Moves those as well that were moved on their own"),
  })
  .openapi("EditSeries");

const refusals = problems(400, 401, 403, 404, 409, 412, 413, 415, 422);
const request = <Body extends z.ZodType>(schema: Body) => ({
  params: IdParam,
  headers: IfMatch,
  body: { required: true, content: { "application/json": { schema } } },
});

const cancel = createRoute({
  method: "post",
  path: "/api/v1/series/{id}/cancel",
  tags: ["Series"],
  summary: "Cancel one booking of a series, those that follow, or all",
  description: "What has begun stays. Each booking costs the fee of its own terms.",
  request: request(CancelBody),
  responses: {
    200: {
      ...json(Series.extend({ cancelledIds: z.array(z.uuid()) }), "The series as it is now"),
      headers: ETagged,
    },
    ...refusals,
  },
});

const edit = createRoute({
  method: "post",
  path: "/api/v1/series/{id}/edit",
  tags: ["Series"],
  summary: "Change one booking of a series, those that follow, or all to come",
  description:
    "Where something lies before what is changed, a new series goes on with the rest: the answer is that one, and its `continuesId` the old one. 409 lists `conflicts`; then nothing changed.",
  request: request(EditBody),
  responses: {
    200: {
      ...json(Series.extend({ skipped }), "The series that holds what was changed"),
      headers: ETagged,
    },
    ...refusals,
  },
});

export function registerSeriesChanges(api: RestApi): void {
  api.openapi(cancel, async (context) => {
    const { id: seriesId } = context.req.valid("param");
    const body = context.req.valid("json");
    const input = { ...body, seriesId, version: versionWanted(context, body.version) };
    const { cancelledIds, ...series } = await cancelSeries(context.var.ctx, input);
    setETag(context, series.version);
    return context.json({ ...seriesToWire(series), cancelledIds }, 200);
  });
  api.openapi(edit, async (context) => {
    const { id: seriesId } = context.req.valid("param");
    const body = context.req.valid("json");
    const input = { ...body, seriesId, version: versionWanted(context, body.version) };
    const edited = await editSeries(context.var.ctx, input);
    setETag(context, edited.version);
    return context.json({ ...seriesToWire(edited), skipped: conflictsToWire(edited.skipped) }, 200);
  });
}
