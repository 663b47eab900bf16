import { Hono } from "hono";
import * as z from "zod";
import type { Simulator } from "../simulator.ts";
import { requireBearer } from "./bearer.ts";
import { graphViolation } from "./conformance.ts";
import { badRequest, GraphError } from "./graph-error.ts";

const Batch = z.object({
  requests: z
    .array(
      z.object({
        id: z.string(),
        method: z.string(),
        url: z.string().startsWith("/"),
        headers: z.record(z.string(), z.string()).optional(),
        body: z.unknown().optional(),
      }),
    )
    .min(1)
    .max(20),
});

/** POST /v1.0/$batch: up to twenty calls, each evaluated by itself, with its own faults, in a 200. */
export function batchRoutes(
  simulator: Simulator,
  dispatch: (request: Request, env: unknown) => Promise<Response>,
): Hono {
  const app = new Hono();
  app.post("/", async (c) => {
    const authorization = c.req.header("authorization");
    requireBearer(simulator, authorization, []);
    const batch = Batch.safeParse(await c.req.json().catch(() => null));
    if (!batch.success) throw badRequest("Invalid batch payload: it takes 1 to 20 requests.", "BadRequest");
    const responses = [];
    for (const { id, method, url, headers = {}, body } of batch.data.requests) {
      const request = new Request(`${simulator.publicUrl()}/microsoft/v1.0${url}`, {
        method,
        headers: { ...headers, authorization: authorization ?? "" },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const response = await dispatch(request, c.env);
      const text = await response.text();
      responses.push({
        id,
        status: response.status,
        headers: Object.fromEntries(response.headers),
        ...(text === "" ? {} : { body: jsonOrText(text) }),
      });
    }
    const answer = { responses };
    const violation = graphViolation("batchResponse", answer);
    if (violation !== null) throw new Error(`The simulator's answer is not a batchResponse: ${violation}`);
    return c.json(answer);
  });
  app.onError((error, c) => {
    if (!(error instanceof GraphError)) throw error;
    return c.json(error.body(simulator.now()), error.status);
  });
  return app;
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}
