import type { MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { RestApi, RestEnvironment } from "./environment.ts";
import { httpProblem } from "./problem.ts";

const mostBodyBytes = 100 * 1024;

/** Answers hold customers' data, so no cache may keep them. */
export const neverStored: MiddlewareHandler<RestEnvironment> = async (context, next) => {
  await next();
  context.header("Cache-Control", "no-store");
};

export const limitBody: MiddlewareHandler<RestEnvironment> = bodyLimit({
  maxSize: mostBodyBytes,
  onError: (context) =>
    httpProblem(context, 413, `A request body may have at most ${mostBodyBytes} bytes; send less at a time`),
});

/** Answers 405 with the methods that exist, on every path that the API knows. To be called last. */
export function refuseOtherMethods(api: RestApi): void {
  const methods = new Map<string, Set<string>>();
  for (const { path, method } of api.routes) {
    if (method === "ALL") continue;
    methods.set(path, (methods.get(path) ?? new Set()).add(method));
  }
  for (const [path, known] of methods) {
    const allowed = [...known, ...(known.has("GET") ? ["HEAD"] : [])].sort().join(", ");
    api.all(path, (context) => {
      context.header("Allow", allowed);
      return httpProblem(context, 405, `${context.req.method} is not possible here; possible: ${allowed}`);
    });
  }
}
