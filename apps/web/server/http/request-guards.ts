import type { RequestHandler } from "express";
import { refuse } from "./refuse.ts";

const readOnlyMethods = new Set(["GET", "HEAD", "OPTIONS"]);
// These doors authenticate each request by itself (API key, signature, webhook secret), never by cookie.
const doorsWithoutCookies = /^\/api\/(v1|inngest|webhooks)(\/|$)/;

/**
 * Refuses writes that another site's page sends with our cookies. Browsers name the sender in Origin
 * (https://fetch.spec.whatwg.org/#origin-header) or Sec-Fetch-Site; a write with cookies and neither is refused too.
 */
export function sameOriginWrites(appOrigin: string): RequestHandler {
  return (request, response, next) => {
    if (readOnlyMethods.has(request.method) || doorsWithoutCookies.test(request.path)) return next();
    const { origin, cookie } = request.headers;
    const site = request.headers["sec-fetch-site"];
    const isOurs =
      origin === undefined ? site === "same-origin" || (site === undefined && !cookie) : origin === appOrigin;
    if (isOurs) return next();
    refuse(request, response, {
      status: 403,
      code: "forbidden",
      title: "Request refused",
      detail: `This was sent from another site than ${appOrigin}. Open Availability there and try again.`,
    });
  };
}

/** Refuses bodies above `maximumBytes`, and bodies that do not say how long they are. */
export function bodyLimit(maximumBytes: number): RequestHandler {
  return (request, response, next) => {
    if (request.headers["transfer-encoding"] !== undefined) {
      return refuse(request, response, {
        status: 411,
        code: "length_required",
        title: "Length required",
        detail: "Send the body with a Content-Length header.",
      });
    }
    if (Number(request.headers["content-length"] ?? 0) > maximumBytes) {
      return refuse(request, response, {
        status: 413,
        code: "too_large",
        title: "The request is too large",
        detail: `The request body may have at most ${maximumBytes} bytes.`,
      });
    }
    next();
  };
}

/** Sends people who opened 127.0.0.1 instead of localhost, or the reverse, to the one address that cookies and OAuth use. */
export function canonicalLoopback(appUrl: URL): RequestHandler {
  const names = ["localhost", "127.0.0.1", "[::1]"];
  return (request, response, next) => {
    const host = request.headers.host ?? "";
    const isAlias =
      names.includes(appUrl.hostname) &&
      host !== appUrl.host &&
      names.some((name) => host === `${name}:${appUrl.port}`);
    if (isAlias && request.method === "GET" && request.accepts("html") && !request.path.startsWith("/api/")) {
      return response.redirect(302, new URL(request.originalUrl, appUrl).href);
    }
    next();
  };
}
