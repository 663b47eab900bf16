import { CreateException, ListExceptions } from "@availability/domain/availability";
import { createException, deleteException, listExceptions } from "@availability/ontology/availability";
import { createRoute, z } from "@hono/zod-openapi";
import type { RestApi } from "./environment.ts";
import { AffectedBookings, affectedToWire, DryRunQuery, isDryRun, notices } from "./schedules-affected.ts";
import { type OwnerPath, ownerAt, ownerPaths, parseInput } from "./schedules-owners.ts";
import { DayHours, inheritedFrom } from "./schedules-wire.ts";
import { IdParam, json, nextCursor, problems } from "./schemas.ts";

const tags = ["Exceptions"];
const hours = z.array(DayHours).openapi({ description: "None: closed that date" });

const Exception = z
  .object({ id: z.uuid(), date: z.string(), hours, reason: z.string().nullable(), inheritedFrom })
  .openapi("Exception");

const CreatedExceptions = z
  .object({
    id: z.uuid().openapi({ description: "Of the first date" }),
    data: z.array(z.object({ id: z.uuid(), date: z.string() })),
    hours,
    notices,
    affectedBookings: AffectedBookings,
  })
  .openapi("CreatedExceptions");

const { date, dates, hours: dayHours, reason } = CreateException.shape;
const NewException = z.strictObject({ date, dates, hours: dayHours, reason }).openapi("NewException");

const { limit, cursor, from, to } = ListExceptions.shape;
const ListQuery = z.strictObject({
  limit,
  cursor,
  from,
  to,
  inherited: z
    .enum(["true", "false"], "true or false")
    .optional()
    .openapi({ description: "true: also those of the levels above" }),
});

const remove = createRoute({
  method: "delete",
  path: "/api/v1/exceptions/{id}",
  tags,
  summary: "Take an exception back",
  request: { params: IdParam, query: DryRunQuery },
  responses: {
    204: { description: "The date has its usual hours again" },
    200: json(z.object({ affectedBookings: AffectedBookings }), "With `dryRun`: what would be left outside"),
    ...problems(400, 401, 403, 404),
  },
});

/** Other hours and closures on single dates, of products, locations and the organisation. */
export function registerExceptions(api: RestApi): void {
  for (const path of ownerPaths) registerOf(api, path);
  api.openapi(remove, async (context) => {
    const { id: exceptionId } = context.req.valid("param");
    const dryRun = isDryRun(context.req.valid("query"));
    const { affectedBookings } = await deleteException(context.var.ctx, { exceptionId, dryRun });
    if (!dryRun) return context.body(null, 204);
    return context.json({ affectedBookings: affectedToWire(affectedBookings) }, 200);
  });
}

function registerOf(api: RestApi, owner: OwnerPath): void {
  const path = `${owner.base}/exceptions`;
  const list = createRoute({
    method: "get",
    path,
    tags,
    summary: `List the exceptions of ${owner.noun} by date`,
    request: { params: owner.params, query: ListQuery },
    responses: {
      200: json(z.object({ data: z.array(Exception), nextCursor }), "One page"),
      ...problems(400, 401, 404),
    },
  });
  const create = createRoute({
    method: "post",
    path,
    tags,
    summary: `Give ${owner.noun} other hours on a date or many, or close it`,
    description: "A date that has an exception gets this one instead.",
    request: {
      params: owner.params,
      query: DryRunQuery,
      body: { required: true, content: { "application/json": { schema: NewException } } },
    },
    responses: {
      201: json(CreatedExceptions, "One exception for each date"),
      200: json(CreatedExceptions, "With `dryRun`: what was not made"),
      ...problems(400, 401, 403, 404, 413, 415),
    },
  });
  api.openapi(list, async (context) => {
    const { inherited, ...query } = context.req.valid("query");
    const of = ownerAt(owner, context.req.valid("param"));
    const input = parseInput(ListExceptions, { ...query, owner: of, inherited: inherited === "true" });
    return context.json(await listExceptions(context.var.ctx, input), 200);
  });
  api.openapi(create, async (context) => {
    const dryRun = isDryRun(context.req.valid("query"));
    const of = ownerAt(owner, context.req.valid("param"));
    const input = parseInput(CreateException, { ...context.req.valid("json"), owner: of, dryRun });
    const { affectedBookings, ...created } = await createException(context.var.ctx, input);
    const answer = { ...created, affectedBookings: affectedToWire(affectedBookings) };
    return dryRun ? context.json(answer, 200) : context.json(answer, 201);
  });
}
