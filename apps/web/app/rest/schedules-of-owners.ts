import { AssignSchedule } from "@availability/domain/availability";
import {
  assignSchedule,
  getOwnerSchedule,
  listAssignments,
  setSchedule,
  unassignSchedule,
} from "@availability/ontology/availability";
import { createRoute, z } from "@hono/zod-openapi";
import type { RestApi } from "./environment.ts";
import { ETagged, IfMatch, ifMatchVersion, setETag } from "./etag.ts";
import { affectedToWire, DryRunQuery, isDryRun } from "./schedules-affected.ts";
import { type OwnerPath, ownerAt, ownerPaths, parseInput } from "./schedules-owners.ts";
import {
  ChangedOwnerSchedule,
  CreatedAssignment,
  hoursToWire,
  ListedAssignment,
  NewAssignment,
  NewOwnerSchedule,
  OwnerSchedule,
} from "./schedules-wire.ts";
import { IdParam, json, problems } from "./schemas.ts";

const tags = ["Schedules"];

const unassign = createRoute({
  method: "delete",
  path: "/api/v1/schedule-assignments/{id}",
  tags,
  summary: "Take a schedule away from who has it",
  request: { params: IdParam, query: DryRunQuery },
  responses: {
    200: json(CreatedAssignment.pick({ affectedBookings: true }), "It is taken away"),
    ...problems(400, 401, 403, 404),
  },
});

/** The hours of products, locations and the organisation, and which schedules they have. */
export function registerSchedulesOfOwners(api: RestApi): void {
  for (const path of ownerPaths) {
    registerHours(api, path);
    registerAssignments(api, path);
  }
  api.openapi(unassign, async (context) => {
    const { id: assignmentId } = context.req.valid("param");
    const dryRun = isDryRun(context.req.valid("query"));
    const { affectedBookings } = await unassignSchedule(context.var.ctx, { assignmentId, dryRun });
    return context.json({ affectedBookings: affectedToWire(affectedBookings) }, 200);
  });
}

function registerHours(api: RestApi, owner: OwnerPath): void {
  const path = `${owner.base}/schedule`;
  const get = createRoute({
    method: "get",
    path,
    tags,
    summary: `Read the weekly hours of ${owner.noun}`,
    request: { params: owner.params },
    responses: {
      200: { ...json(OwnerSchedule, "The hours, its own or inherited"), headers: ETagged },
      ...problems(401, 404),
    },
  });
  const put = createRoute({
    method: "put",
    path,
    tags,
    summary: `Set the weekly hours of ${owner.noun}`,
    description: "Hours shared with others are copied first, so that only these change; `notices` say so.",
    request: {
      params: owner.params,
      query: DryRunQuery,
      headers: IfMatch,
      body: { required: true, content: { "application/json": { schema: NewOwnerSchedule } } },
    },
    responses: {
      200: { ...json(ChangedOwnerSchedule, "The hours"), headers: ETagged },
      ...problems(400, 401, 403, 404, 409, 412, 413, 415),
    },
  });
  api.openapi(get, async (context) => {
    const of = ownerAt(owner, context.req.valid("param"));
    const schedule = await getOwnerSchedule(context.var.ctx, { owner: of });
    setETag(context, schedule.version);
    return context.json(hoursToWire(schedule), 200);
  });
  api.openapi(put, async (context) => {
    const { affectedBookings, ...schedule } = await setSchedule(context.var.ctx, {
      ...context.req.valid("json"),
      owner: ownerAt(owner, context.req.valid("param")),
      version: ifMatchVersion(context),
      dryRun: isDryRun(context.req.valid("query")),
    });
    setETag(context, schedule.version);
    const affected = affectedToWire(affectedBookings);
    return context.json({ ...hoursToWire(schedule), affectedBookings: affected }, 200);
  });
}

function registerAssignments(api: RestApi, owner: OwnerPath): void {
  const path = `${owner.base}/schedules`;
  const list = createRoute({
    method: "get",
    path,
    tags,
    summary: `List the schedules of ${owner.noun} and from where it has them`,
    request: { params: owner.params },
    responses: {
      200: json(z.object({ data: z.array(ListedAssignment) }), "Nearest level first; at most 100 of each"),
      ...problems(401, 404),
    },
  });
  const assign = createRoute({
    method: "post",
    path,
    tags,
    summary: `Give ${owner.noun} a schedule, always or between two dates`,
    request: {
      params: owner.params,
      query: DryRunQuery,
      body: { required: true, content: { "application/json": { schema: NewAssignment } } },
    },
    responses: {
      201: json(CreatedAssignment, "The assignment"),
      200: json(CreatedAssignment, "With `dryRun`: the assignment that was not made"),
      ...problems(400, 401, 403, 404, 413, 415),
    },
  });
  api.openapi(list, async (context) => {
    const of = ownerAt(owner, context.req.valid("param"));
    return context.json(await listAssignments(context.var.ctx, { owner: of }), 200);
  });
  api.openapi(assign, async (context) => {
    const dryRun = isDryRun(context.req.valid("query"));
    const of = ownerAt(owner, context.req.valid("param"));
    const input = parseInput(AssignSchedule, { ...context.req.valid("json"), owner: of, dryRun });
    const { affectedBookings, ...assignment } = await assignSchedule(context.var.ctx, input);
    const answer = { ...assignment, affectedBookings: affectedToWire(affectedBookings) };
    return dryRun ? context.json(answer, 200) : context.json(answer, 201);
  });
}
