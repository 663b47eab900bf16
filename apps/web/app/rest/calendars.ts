import {
  PageCalendars,
  PageSyncRuns,
  pageCalendars,
  pageSyncRuns,
  requestSync,
} from "@availability/ontology/calendar";
import { createRoute, z } from "@hono/zod-openapi";
import { Calendar, calendarToWire, runToWire, SyncRun } from "./calendars-wire.ts";
import type { RestApi } from "./environment.ts";
import { IdParam, json, nextCursor, problems } from "./schemas.ts";

const tags = ["Calendars"];

const list = createRoute({
  method: "get",
  path: "/api/v1/calendars",
  tags,
  summary: "List the calendars of all connected accounts, with their links and how they are",
  request: { query: z.strictObject(PageCalendars.shape) },
  responses: {
    200: json(z.object({ data: z.array(Calendar), nextCursor }), "One page"),
    ...problems(400, 401, 403),
  },
});

const sync = createRoute({
  method: "post",
  path: "/api/v1/calendars/{id}/sync",
  tags,
  summary: "Have a calendar read now",
  description:
    "Answers with the run that does it: the one under way when there is one, which then looks again.",
  request: { params: IdParam },
  responses: {
    202: json(z.object({ runId: z.uuid() }), "It is asked for"),
    ...problems(401, 403, 404, 422),
  },
});

const runs = createRoute({
  method: "get",
  path: "/api/v1/sync-runs",
  tags,
  summary: "List the readings of calendars, newest first",
  request: { query: z.strictObject(PageSyncRuns.shape) },
  responses: {
    200: json(z.object({ data: z.array(SyncRun), nextCursor }), "One page"),
    ...problems(400, 401, 403, 404),
  },
});

export function registerCalendars(api: RestApi): void {
  api.openapi(list, async (context) => {
    const { data, nextCursor } = await pageCalendars(context.var.ctx, context.req.valid("query"));
    return context.json({ data: data.map(calendarToWire), nextCursor }, 200);
  });
  api.openapi(sync, async (context) => {
    const { id: calendarId } = context.req.valid("param");
    const { runId } = await requestSync(context.var.ctx, { calendarId });
    return context.json({ runId }, 202);
  });
  api.openapi(runs, async (context) => {
    const { data, nextCursor } = await pageSyncRuns(context.var.ctx, context.req.valid("query"));
    return context.json({ data: data.map(runToWire), nextCursor }, 200);
  });
}
