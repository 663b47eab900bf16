import { createServer, type IncomingHttpHeaders, request as send } from "node:http";
import type { AddressInfo } from "node:net";
import express, { type RequestHandler } from "express";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bodyLimit, canonicalLoopback, sameOriginWrites } from "./request-guards.ts";

const appUrl = new URL("http://localhost:3000");
const server = createServer();
let port = 0;

beforeAll(async () => {
  const app = express();
  const withRequestId: RequestHandler = (_request, response, next) => {
    response.locals.requestId = "request-1";
    next();
  };
  app.use(withRequestId, canonicalLoopback(appUrl), bodyLimit(1_000), sameOriginWrites(appUrl.origin));
  app.use((_request, response) => response.send("through"));
  server.on("request", app);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  ({ port } = server.address() as AddressInfo);
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

type Sent = { headers?: Record<string, string>; body?: string };
type Answer = { status: number; headers: IncomingHttpHeaders; text: string };

/** node:http, because fetch lets nobody choose Host, Cookie or Transfer-Encoding. */
function call(method: string, path: string, { headers = {}, body = "" }: Sent = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = send({ port, host: "127.0.0.1", method, path, headers }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
      );
    });
    request.on("error", reject);
    request.end(body);
  });
}

const cookie = "availability.session_token=x";

test.each<[string, string, string, Record<string, string>, number]>([
  ["our own page", "POST", "/products/new", { origin: appUrl.origin, cookie }, 200],
  ["our own page, by Sec-Fetch-Site", "POST", "/trpc/x", { "sec-fetch-site": "same-origin", cookie }, 200],
  ["a program without cookies", "POST", "/api/auth/sign-in/email", {}, 200],
  ["another site", "POST", "/products/new", { origin: "https://evil.example", cookie }, 403],
  ["another site without cookies", "POST", "/trpc/x", { origin: "https://evil.example" }, 403],
  ["another port of ours", "POST", "/trpc/x", { origin: "http://localhost:3001", cookie }, 403],
  ["a page without origin", "POST", "/trpc/x", { origin: "null", cookie }, 403],
  ["a sibling site", "POST", "/trpc/x", { "sec-fetch-site": "same-site", cookie }, 403],
  ["nobody who says so, with cookies", "DELETE", "/trpc/x", { cookie }, 403],
  ["another site that only reads", "GET", "/availability", { origin: "https://evil.example", cookie }, 200],
  ["another site with an API key", "POST", "/api/v1/bookings", { origin: "https://shop.example" }, 200],
  ["a provider's webhook", "POST", "/api/webhooks/google", { origin: "https://x.example" }, 200],
  ["an address that only begins like a door", "POST", "/api/v10", { origin: "https://evil.example" }, 403],
])("a write from %s: %s %s", async (_name, method, path, headers, status) => {
  const answer = await call(method, path, { headers });
  expect(answer.status).toBe(status);
  if (status === 403) expect(answer.text).toContain(appUrl.origin);
});

test("a body of the most bytes passes, one more does not, wherever it is sent", async () => {
  for (const path of ["/api/v1/bookings", "/trpc/x", "/sign-in"]) {
    const most = await call("POST", path, { body: "x".repeat(1_000), headers: { "content-length": "1000" } });
    expect(most.status, path).toBe(200);
    const more = await call("POST", path, { body: "x".repeat(1_001), headers: { "content-length": "1001" } });
    expect(more.status, path).toBe(413);
  }
});

test("a refusal at the API door is a problem like those of REST, elsewhere a page", async () => {
  const chunked = { headers: { "transfer-encoding": "chunked" }, body: "{}" };
  const unmeasured = await call("POST", "/api/v1/bookings", chunked);
  expect(unmeasured.headers["content-type"]).toContain("application/problem+json");
  expect(unmeasured.headers["cache-control"]).toBe("no-store");
  expect(JSON.parse(unmeasured.text)).toEqual({
    type: "/problems/length_required",
    title: "Length required",
    status: 411,
    detail: "Send the body with a Content-Length header.",
    instance: "request-1",
    code: "length_required",
    errors: [],
  });
  const large = await call("POST", "/api/v1/bookings", { body: "x".repeat(1_001) });
  expect(JSON.parse(large.text)).toMatchObject({
    type: "/problems/too_large",
    code: "too_large",
    errors: [],
  });
  const page = await call("POST", "/sign-in", {
    ...chunked,
    headers: { ...chunked.headers, accept: "text/html" },
  });
  expect(page).toMatchObject({ status: 411, headers: { "content-type": "text/html; charset=utf-8" } });
  expect(page.text).toContain("Length required");
});

test.each<[string, string, string, string | undefined]>([
  [
    "the other name of this machine",
    "127.0.0.1:3000",
    "/availability?week=1",
    "http://localhost:3000/availability?week=1",
  ],
  ["its IPv6 name", "[::1]:3000", "/", "http://localhost:3000/"],
  ["the one address", "localhost:3000", "/", undefined],
  ["another port", "127.0.0.1:4000", "/", undefined],
  ["a name that is not ours", "evil.example", "/", undefined],
  ["the API, whose callers follow no redirect", "127.0.0.1:3000", "/api/v1/products", undefined],
])("a person at %s: Host %s", async (_name, host, path, location) => {
  const answer = await call("GET", path, { headers: { host, accept: "text/html" } });
  expect(answer.headers.location).toBe(location);
  expect(answer.status).toBe(location ? 302 : 200);
});

test("a form is never redirected, or its content would be lost", async () => {
  const headers = { host: "127.0.0.1:3000", accept: "text/html" };
  expect((await call("POST", "/sign-in", { headers })).headers.location).toBeUndefined();
});
