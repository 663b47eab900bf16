import { CreateSeries, CustomerInput, PreviewSeries } from "@availability/domain/booking";
import {
  createSeries,
  getSeries,
  ListSeries,
  listSeries,
  previewSeries,
} from "@availability/ontology/booking";
import { createRoute, z } from "@hono/zod-openapi";
import type { RestApi } from "./environment.ts";
import { ETagged, setETag } from "./etag.ts";
import { InstantInput, toText } from "./instant.ts";
import { IdParam, json, nextCursor, problems } from "./schemas.ts";
import {
  conflictsToWire,
  Occurrence,
  Series,
  SeriesSummary,
  seriesToWire,
  skipped,
  summaryToWire,
} from "./series-wire.ts";

// Schemas of the domain know nothing of OpenAPI: what is said about them is said of one of this door, in front of them.
const rrule = z
  .string()
  .openapi({
    description:
      "RFC 5545, in the time zone of the product's hours. It has an end, at most 366 occurrences and at most two years",
    example: "FREQ=WEEKLY;BYDAY=TU;COUNT=10",
  })
  .pipe(PreviewSeries.shape.rrule);
const wish = { ...PreviewSeries.shape, start: InstantInput, rrule };
const PreviewBody = z.strictObject(wish).openapi("SeriesToPreview");
const NewSeries = z
  .strictObject({
    ...wish,
    customer: z.strictObject(CustomerInput.shape),
    notes: CreateSeries.shape.notes,
    onConflict: z
      .enum(["fail", "skip"], "fail or skip")
      .default("fail")
      .openapi({ description: "fail: all occurrences or none; skip: those that are free, one at least" }),
  })
  .openapi("NewSeries");

const bodyOf = <Body extends z.ZodType>(schema: Body) => ({
  body: { required: true, content: { "application/json": { schema } } },
});

const preview = createRoute({
  method: "post",
  path: "/api/v1/series/preview",
  tags: ["Series"],
  summary: "Try a rule: every occurrence, whether it is free, and why not",
  request: bodyOf(PreviewBody),
  responses: {
    200: json(
      z.object({ timeZone: z.string(), durationMinutes: z.int(), occurrences: z.array(Occurrence) }),
      "Nothing was written or kept",
    ),
    ...problems(400, 401, 403, 404, 409, 413, 415, 422),
  },
});

const create = createRoute({
  method: "post",
  path: "/api/v1/series",
  tags: ["Series"],
  summary: "Book every time that a rule names",
  description:
    "409 `slot_taken` lists in `conflicts` the occurrences that cannot be had, each with its `reason`; then nothing was booked.",
  request: bodyOf(NewSeries),
  responses: {
    201: { ...json(Series.extend({ skipped }), "The series with its bookings"), headers: ETagged },
    ...problems(400, 401, 403, 404, 409, 413, 415, 422),
  },
});

const list = createRoute({
  method: "get",
  path: "/api/v1/series",
  tags: ["Series"],
  summary: "List series, the newest first",
  request: { query: z.strictObject(ListSeries.shape) },
  responses: {
    200: json(z.object({ data: z.array(SeriesSummary), nextCursor }), "One page"),
    ...problems(400, 401, 403, 404),
  },
});

const get = createRoute({
  method: "get",
  path: "/api/v1/series/{id}",
  tags: ["Series"],
  summary: "Read one series with its bookings",
  request: { params: IdParam },
  responses: { 200: { ...json(Series, "The series"), headers: ETagged }, ...problems(401, 403, 404) },
});

export function registerSeries(api: RestApi): void {
  api.openapi(preview, async (context) => {
    const { occurrences, ...rule } = await previewSeries(context.var.ctx, context.req.valid("json"));
    const times = occurrences.map((one) => ({ ...one, start: toText(one.start), end: toText(one.end) }));
    return context.json({ ...rule, occurrences: times }, 200);
  });
  api.openapi(create, async (context) => {
    const series = await createSeries(context.var.ctx, context.req.valid("json"));
    context.header("Location", `/api/v1/series/${series.id}`);
    setETag(context, series.version);
    return context.json({ ...seriesToWire(series), skipped: conflictsToWire(series.skipped) }, 201);
  });
  api.openapi(list, async (context) => {
    const page = await listSeries(context.var.ctx, context.req.valid("query"));
    return context.json({ data: page.data.map(summaryToWire), nextCursor: page.nextCursor }, 200);
  });
  api.openapi(get, async (context) => {
    const { id: seriesId } = context.req.valid("param");
    const series = await getSeries(context.var.ctx, { seriesId });
    setETag(context, series.version);
    return context.json(seriesToWire(series), 200);
  });
}
