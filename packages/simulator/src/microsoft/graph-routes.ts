import { type Context, Hono } from "hono";
import * as z from "zod";
import type { Simulator } from "../simulator.ts";
import { requireBearer } from "./bearer.ts";
import type { Answer, Call } from "./call.ts";
import { graphViolation } from "./conformance.ts";
import { badRequest, GraphError } from "./graph-error.ts";
import { readQuery } from "./odata.ts";
import { OPERATIONS, type Operation } from "./operations.ts";
import { readPreferences } from "./prefer.ts";

const NOT_WITH_DELTA = ["$select", "$expand", "$filter", "$orderby", "$search", "$top"];

/** Graph under /v1.0. */
export function graphRoutes(simulator: Simulator): Hono {
  const app = new Hono();
  for (const operation of OPERATIONS) {
    app.on(operation.http, operation.paths, async (c) => {
      const call = await readCall(c, simulator, operation);
      return answer(c, await operation.run(call));
    });
  }
  app.all("*", (c) => {
    requireBearer(simulator, c.req.header("authorization"), []);
    throw badRequest(`${c.req.method} ${c.req.path} is not simulated.`, "BadRequest");
  });
  app.onError((error, c) => {
    if (!(error instanceof GraphError)) throw error;
    for (const [name, value] of Object.entries(error.headers)) c.header(name, value);
    return conforming(c, "errorResponse", error.body(simulator.now()), error.status);
  });
  return app;
}

async function readCall(c: Context, simulator: Simulator, operation: Operation): Promise<Call> {
  const { account } = requireBearer(simulator, c.req.header("authorization"), operation.scopes);
  const { pathname, search, searchParams } = new URL(c.req.url);
  if (operation.name === "calendarView.delta") refuseChoices(searchParams);
  return {
    simulator,
    account,
    path: (name) => c.req.param(name) ?? "",
    url: new URL(simulator.publicUrl() + pathname + search),
    query: readQuery(searchParams, operation.query),
    prefer: readPreferences(c.req.header("prefer")),
    body: operation.http === "POST" || operation.http === "PATCH" ? await readBody(c) : {},
    ifMatch: c.req.header("if-match"),
  };
}

function refuseChoices(search: URLSearchParams): void {
  const refused = NOT_WITH_DELTA.filter((name) => search.has(name));
  if (refused.length === 0) return;
  throw badRequest(
    `The following parameters are not supported with change tracking over the 'CalendarView' resource: '${refused.join(", ")}'.`,
    "ErrorInvalidUrlQuery",
  );
}

async function readBody(c: Context): Promise<Record<string, unknown>> {
  // A reauthorization has no body.
  if (c.req.header("content-length") === "0" || c.req.raw.body === null) return {};
  const body = z.record(z.string(), z.unknown()).safeParse(await c.req.json().catch(() => null)).data;
  if (body === undefined) throw badRequest("Unable to read JSON request payload.", "BadRequest");
  return body;
}

function answer(c: Context, { status, definition, body }: Answer): Response {
  if (body === undefined) return c.body(null, 204);
  return conforming(c, definition, body, status);
}

function conforming(
  c: Context,
  definition: string | undefined,
  body: object,
  status: GraphError["status"] | 204,
): Response {
  const violation = definition === undefined ? null : graphViolation(definition, body);
  if (violation !== null)
    throw new Error(`The simulator's answer is not a valid ${definition}: ${violation}`);
  return c.json(body, status === 204 ? 200 : status);
}
