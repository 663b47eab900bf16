import { type Context, Hono } from "hono";
import * as z from "zod";
import type { Simulator } from "../simulator.ts";
import { requireBearer, requireScope } from "./bearer.ts";
import type { Answer, Call } from "./call.ts";
import { METHODS, type Method, schemaViolation } from "./conformance.ts";
import { eventBodyViolation } from "./event-input.ts";
import { eventsDelete, eventsGet, eventsInsert, eventsPatch, eventsUpdate } from "./event-methods.ts";
import { badRequest, GoogleError } from "./google-error.ts";
import { getCalendar, getCalendarEntry, listCalendars } from "./list-calendars.ts";
import { listEvents, listInstances } from "./list-events.ts";
import { readQuery } from "./query.ts";
import { stopChannel, watchEvents } from "./watch.ts";

/** What is simulated of the Calendar API; any other of its methods answers 501. */
const OPERATIONS: Record<string, (call: Call) => Answer> = {
  "calendarList.list": listCalendars,
  "calendarList.get": getCalendarEntry,
  "calendars.get": getCalendar,
  "events.list": listEvents,
  "events.instances": listInstances,
  "events.get": eventsGet,
  "events.insert": eventsInsert,
  "events.patch": eventsPatch,
  "events.update": eventsUpdate,
  "events.delete": eventsDelete,
  "events.watch": watchEvents,
  "channels.stop": stopChannel,
};

/** The Calendar API under /calendar/v3, routed by the method table in schemas/. */
export function calendarRoutes(simulator: Simulator): Hono {
  const app = new Hono();
  for (const [name, method] of Object.entries(METHODS)) {
    app.on(method.http, [routePath(method)], async (c) => {
      const operation = OPERATIONS[name];
      if (operation === undefined) throw new GoogleError(501, "notImplemented", `${name} is not simulated.`);
      return answer(c, operation(await readCall(c, { simulator, name, method })));
    });
  }
  app.onError((error, c) => {
    if (!(error instanceof GoogleError)) throw error;
    return conforming(c, "ErrorResponse", error.body, error.status);
  });
  return app;
}

/** The name of the API method a request means, for logs and fault rules; null when it means none. */
export function operationName(httpMethod: string, path: string): string | null {
  const found = Object.entries(METHODS).find(
    ([, method]) => method.http === httpMethod && pathPattern(method).test(path),
  );
  return found?.[0] ?? null;
}

async function readCall(
  c: Context,
  about: { simulator: Simulator; name: string; method: Method },
): Promise<Call> {
  const { simulator, name, method } = about;
  const { account, scopes } = requireBearer(simulator, c.req.header("authorization"));
  requireScope(scopes, name, method);
  return {
    simulator,
    account,
    scopes,
    path: (parameter) => c.req.param(parameter) ?? "",
    query: readQuery(new URL(c.req.url).searchParams, method.query),
    body: ["POST", "PUT", "PATCH"].includes(method.http) ? await readBody(c, name) : {},
    ifMatch: c.req.header("if-match"),
  };
}

async function readBody(c: Context, name: string): Promise<Record<string, unknown>> {
  const body = z.record(z.string(), z.unknown()).safeParse(await c.req.json().catch(() => null)).data;
  if (body === undefined) throw new GoogleError(400, "parseError", "Parse Error");
  const isChannel = name === "events.watch" || name === "channels.stop";
  const violation = isChannel ? schemaViolation("Channel", body) : eventBodyViolation(body);
  if (violation !== null) throw badRequest(`Invalid value: ${violation}`);
  return body;
}

function answer(c: Context, { status, definition, body }: Answer): Response {
  if (definition === undefined || body === undefined) return c.body(null, 204);
  return conforming(c, definition, body, status);
}

function conforming(
  c: Context,
  definition: string,
  body: object,
  status: GoogleError["status"] | 204,
): Response {
  const violation = schemaViolation(definition, body);
  if (violation !== null)
    throw new Error(`The simulator's answer is not a valid ${definition}: ${violation}`);
  return c.json(body, status === 204 ? 200 : status);
}

function routePath(method: Method): string {
  return method.path.replaceAll(/\{(\w+)\}/g, ":$1");
}

function pathPattern(method: Method): RegExp {
  return new RegExp(`^${method.path.replaceAll(/\{\w+\}/g, "[^/]+")}$`);
}
