import type { RequestHandler } from "express";
import type { Logger } from "../logger.ts";

/** One line per request: path without its query, because queries carry OAuth codes, states and tokens. */
export function requestLog(logger: Logger): RequestHandler {
  return (request, response, next) => {
    // Routers shorten `request.path` while they handle it, so it is kept from the start.
    const { path } = request;
    const startedAt = process.hrtime.bigint();
    response.once("close", () => {
      const line = {
        requestId: response.locals.requestId,
        method: request.method,
        path: publicPath(path),
        status: response.statusCode,
        ms: Number((process.hrtime.bigint() - startedAt) / 1_000_000n),
        ...(response.writableFinished ? {} : { aborted: true }),
      };
      logger[levelOf(path, response.statusCode)](line, "request");
    });
    next();
  };
}

/** The path as logs may hold it: invitation ids and manage tokens are keys, not names. Routes match in any case. */
export function publicPath(path: string): string {
  return path.replace(/^(\/+(?:invitations|manage)\/+)[^/]+/i, "$1…");
}

function levelOf(path: string, status: number): "debug" | "info" | "warn" | "error" {
  if (status >= 500) return "error";
  if (path.startsWith("/assets/") || path === "/healthz" || path === "/readyz") return "debug";
  return "info";
}
