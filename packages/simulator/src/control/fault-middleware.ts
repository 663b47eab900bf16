import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Context, MiddlewareHandler, Next } from "hono";
import type { Simulator } from "../simulator.ts";
import type { FaultAction, StatusAnswer } from "./fault-action.ts";
import type { FaultTarget } from "./fault-rules.ts";
import { loggedPath } from "./request-log.ts";

type Env = { Bindings: HttpBindings };

/** Logs every request of a provider's side and lets the fault rules meddle with it. */
export function faultMiddleware(
  simulator: Simulator,
  identify: (c: Context) => Promise<FaultTarget>,
): MiddlewareHandler<Env> {
  return async (c, next) => {
    const target = await identify(c);
    const rule = simulator.faults.take(target);
    const answered = rule === null ? await passOn(next) : await meddle(c, next, rule.do);
    simulator.requests.add({
      at: new Date(simulator.now()).toISOString(),
      provider: target.provider,
      method: target.httpMethod,
      path: loggedPath(new URL(c.req.url)),
      operation: target.operation,
      account: target.account,
      status: answered ? c.res.status : null,
      fault: rule?.id ?? null,
      body: await calendarBody(c),
    });
  };
}

/** Acts out a fault; false when no complete answer leaves. */
async function meddle(c: Context<Env>, next: Next, action: FaultAction): Promise<boolean> {
  if ("delayMs" in action) {
    await pause(action.delayMs);
    return passOn(next);
  }
  if ("drop" in action) {
    if (action.drop === "after") await next();
    return drop(c);
  }
  if ("applyThen" in action) {
    await next();
    return actAfter(c, action.applyThen);
  }
  if ("truncateBody" in action) {
    await next();
    return truncate(c, action.truncateBody);
  }
  if ("htmlBody" in action) {
    const headers = { "content-type": "text/html; charset=utf-8" };
    return replace(c, new Response(action.htmlBody, { status: action.status, headers }));
  }
  return replace(c, statusResponse(action));
}

async function actAfter(
  c: Context<Env>,
  then: Extract<FaultAction, { applyThen: unknown }>["applyThen"],
): Promise<boolean> {
  if ("drop" in then) return drop(c);
  if (!("delayMs" in then)) return replace(c, statusResponse(then));
  await pause(then.delayMs);
  return true;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

async function passOn(next: Next): Promise<boolean> {
  await next();
  return true;
}

function statusResponse({ status, headers = {}, body }: StatusAnswer): Response {
  return body === undefined
    ? new Response(null, { status, headers })
    : Response.json(body, { status, headers });
}

function replace(c: Context<Env>, response: Response): true {
  // Hono merges the headers of two responses; clearing the first keeps them out of the second.
  c.res = undefined;
  c.res = response;
  return true;
}

function drop(c: Context<Env>): false {
  c.env.incoming.socket.destroy();
  replace(c, RESPONSE_ALREADY_SENT);
  return false;
}

/** Announces the whole body, sends its first `bytes` and hangs up. */
async function truncate(c: Context<Env>, bytes: number): Promise<false> {
  const body = Buffer.from(await c.res.arrayBuffer());
  const { outgoing, incoming } = c.env;
  outgoing.writeHead(c.res.status, { "content-type": "application/json", "content-length": body.length });
  await new Promise<void>((resolve) => outgoing.write(body.subarray(0, bytes), () => resolve()));
  incoming.socket.destroy();
  replace(c, RESPONSE_ALREADY_SENT);
  return false;
}

async function calendarBody(c: Context): Promise<unknown> {
  if (!c.req.header("content-type")?.startsWith("application/json")) return null;
  const text = await c.req.text();
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
