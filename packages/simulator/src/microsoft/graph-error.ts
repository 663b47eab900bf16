import { randomUUID } from "node:crypto";
import type { ContentfulStatusCode } from "hono/utils/http-status";

/** A refusal in the shape of Graph: `{error: {code, message, innerError}}`. */
export class GraphError extends Error {
  readonly status: ContentfulStatusCode;
  readonly code: string;
  /** Further fields of `error`. */
  readonly extra: Record<string, unknown>;
  readonly headers: Record<string, string>;

  constructor(
    status: ContentfulStatusCode,
    code: string,
    message: string,
    { extra = {}, headers = {} }: { extra?: Record<string, unknown>; headers?: Record<string, string> } = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.extra = extra;
    this.headers = headers;
  }

  /** `now` in epoch ms. */
  body(now: number) {
    const requestId = randomUUID();
    return {
      error: {
        code: this.code,
        message: this.message,
        ...this.extra,
        innerError: {
          date: new Date(now).toISOString().slice(0, 19),
          "request-id": requestId,
          "client-request-id": requestId,
        },
      },
    };
  }
}

export function itemNotFound(): GraphError {
  return new GraphError(404, "ErrorItemNotFound", "The specified object was not found in the store.");
}

export function accessDenied(): GraphError {
  return new GraphError(403, "ErrorAccessDenied", "Access is denied. Check credentials and try again.");
}

export function badRequest(message: string, code = "ErrorInvalidRequest"): GraphError {
  return new GraphError(400, code, message);
}

export function invalidTokenError(why: "empty" | "dead"): GraphError {
  const message =
    why === "empty"
      ? "Access token is empty."
      : "Lifetime validation failed, the token is expired or not yet valid.";
  return new GraphError(401, "InvalidAuthenticationToken", message, {
    headers: { "www-authenticate": 'Bearer realm="", error="invalid_token"' },
  });
}
