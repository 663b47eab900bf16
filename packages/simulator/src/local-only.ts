import type { MiddlewareHandler } from "hono";

const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];

/**
 * Keeps other web sites out: a foreign Host is a name rebound to this machine, a foreign Origin a form or script on
 * another page. Programs send no Origin and pass.
 */
export function localOnly(ownHosts: () => string[]): MiddlewareHandler {
  return async (c, next) => {
    const host = c.req.header("host") ?? "";
    const name = host.replace(/:\d+$/, "").toLowerCase();
    if (![...LOOPBACK, ...ownHosts()].includes(name)) {
      return c.json({ error: `The simulator does not answer to the host name "${name}".` }, 403);
    }
    const origin = c.req.header("origin");
    const foreign = origin !== undefined && originHost(origin) !== host.toLowerCase();
    if (c.req.method !== "GET" && c.req.method !== "HEAD" && foreign) {
      return c.json({ error: `The simulator takes no requests from the page "${origin}".` }, 403);
    }
    return next();
  };
}

function originHost(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}
