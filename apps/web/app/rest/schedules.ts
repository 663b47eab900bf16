import { ListSchedules } from "@availability/domain/availability";
import {
  createSchedule,
  deleteSchedule,
  getSchedule,
  listSchedules,
  updateSchedule,
} from "@availability/ontology/availability";
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
import { affectedToWire, DryRunQuery, isDryRun } from "./schedules-affected.ts";
import {
  ChangedSchedule,
  CreatedSchedule,
  hoursToWire,
  NewSchedule,
  Schedule,
  ScheduleChanges,
} from "./schedules-wire.ts";
import { IdParam, json, nextCursor, problems } from "./schemas.ts";

const tags = ["Schedules"];

const list = createRoute({
  method: "get",
  path: "/api/v1/schedules",
  tags,
  summary: "List the named schedules, oldest first",
  request: { query: z.strictObject(ListSchedules.shape) },
  responses: {
    200: json(z.object({ data: z.array(Schedule), nextCursor }), "One page"),
    ...problems(400, 401),
  },
});

const create = createRoute({
  method: "post",
  path: "/api/v1/schedules",
  tags,
  summary: "Create a schedule that several owners can share",
  request: { body: { required: true, content: { "application/json": { schema: NewSchedule } } } },
  responses: {
    201: { ...json(CreatedSchedule, "The schedule"), headers: ETagged },
    ...problems(400, 401, 403, 413, 415),
  },
});

const get = createRoute({
  method: "get",
  path: "/api/v1/schedules/{id}",
  tags,
  summary: "Read one schedule",
  request: { params: IdParam, headers: IfNoneMatch },
  responses: {
    200: { ...json(Schedule, "The schedule"), headers: ETagged },
    304: notModified,
    ...problems(401, 404),
  },
});

const update = createRoute({
  method: "patch",
  path: "/api/v1/schedules/{id}",
  tags,
  summary: "Change a schedule for everybody who has it",
  request: {
    params: IdParam,
    query: DryRunQuery,
    headers: IfMatch,
    body: { required: true, content: { "application/json": { schema: ScheduleChanges } } },
  },
  responses: {
    200: { ...json(ChangedSchedule, "The schedule"), headers: ETagged },
    ...problems(400, 401, 403, 404, 409, 412, 413, 415),
  },
});

const remove = createRoute({
  method: "delete",
  path: "/api/v1/schedules/{id}",
  tags,
  summary: "Delete a schedule that nobody has",
  description: "409 `in_use` lists its `owners`.",
  request: { params: IdParam, headers: IfMatch },
  responses: { 204: { description: "It is gone" }, ...problems(400, 401, 403, 404, 409, 412) },
});

export function registerSchedules(api: RestApi): void {
  api.openapi(list, async (context) => {
    const page = await listSchedules(context.var.ctx, context.req.valid("query"));
    return context.json({ data: page.data.map(hoursToWire), nextCursor: page.nextCursor }, 200);
  });
  api.openapi(create, async (context) => {
    const schedule = await createSchedule(context.var.ctx, context.req.valid("json"));
    context.header("Location", `/api/v1/schedules/${schedule.id}`);
    setETag(context, schedule.version);
    return context.json(hoursToWire(schedule), 201);
  });
  api.openapi(get, async (context) => {
    const { id: scheduleId } = context.req.valid("param");
    const schedule = await getSchedule(context.var.ctx, { scheduleId });
    setETag(context, schedule.version);
    if (isNotModified(context, schedule.version)) return context.body(null, 304);
    return context.json(hoursToWire(schedule), 200);
  });
  api.openapi(update, async (context) => {
    const { id: scheduleId } = context.req.valid("param");
    const body = context.req.valid("json");
    const version = versionWanted(context, body.version);
    const dryRun = isDryRun(context.req.valid("query"));
    const { affectedBookings, ...schedule } = await updateSchedule(context.var.ctx, {
      ...body,
      scheduleId,
      version,
      dryRun,
    });
    setETag(context, schedule.version);
    const affected = affectedToWire(affectedBookings);
    return context.json({ ...hoursToWire(schedule), affectedBookings: affected }, 200);
  });
  api.openapi(remove, async (context) => {
    const { id: scheduleId } = context.req.valid("param");
    await deleteSchedule(context.var.ctx, { scheduleId, version: ifMatchVersion(context) });
    return context.body(null, 204);
  });
}
