import { describe, expect, test } from "vitest";
import { retryAfterMs } from "../transport.ts";
import { classify } from "./errors.ts";

const now = Date.parse("2026-03-02T08:00:00Z");

function body(reason: string, message = "secret title", location?: string) {
  return { error: { code: 0, message, errors: [{ domain: "global", reason, message, location }] } };
}

const scopeBody = {
  error: {
    code: 403,
    status: "PERMISSION_DENIED",
    message: "Request had insufficient authentication scopes.",
    errors: [{ reason: "forbidden", message: "x" }],
    details: [{ "@type": "t", reason: "ACCESS_TOKEN_SCOPE_INSUFFICIENT" }],
  },
};

const html = "<!DOCTYPE html><title>Error</title>";

test.each([
  [401, "authError", "token_rejected", body("authError"), {}],
  [401, "http_401", "token_rejected", html, {}],
  [403, "userRateLimitExceeded", "rate_limited", body("userRateLimitExceeded"), {}],
  [403, "rateLimitExceeded", "rate_limited", body("rateLimitExceeded"), {}],
  [403, "quotaExceeded", "rate_limited", body("quotaExceeded"), {}],
  [403, "insufficientPermissions", "insufficient_scope", body("insufficientPermissions"), {}],
  [403, "ACCESS_TOKEN_SCOPE_INSUFFICIENT", "insufficient_scope", scopeBody, {}],
  [403, "requiredAccessLevel", "read_only", body("requiredAccessLevel"), {}],
  [403, "forbidden", "read_only", body("forbidden", "You need to have writer access to this calendar."), {}],
  [403, "forbiddenForNonOrganizer", "rejected", body("forbiddenForNonOrganizer"), {}],
  [403, "accessNotConfigured", "misconfigured", body("accessNotConfigured"), {}],
  [403, "constructor", "rejected", body("constructor"), {}],
  [403, "http_403", "unavailable", html, {}],
  [404, "notFound", "not_found", body("notFound"), {}],
  [404, "http_404", "unavailable", html, {}],
  [409, "duplicate", "conflict", body("duplicate"), {}],
  [410, "deleted", "gone", body("deleted"), {}],
  [410, "resourceGone", "gone", body("resourceGone"), {}],
  [410, "fullSyncRequired", "cursor_expired", body("fullSyncRequired"), { reads: "cursor" }],
  [410, "updatedMinTooLongAgo", "cursor_expired", body("updatedMinTooLongAgo"), { reads: "cursor" }],
  [412, "conditionNotMet", "precondition_failed", body("conditionNotMet"), {}],
  [429, "rateLimitExceeded", "rate_limited", body("rateLimitExceeded"), {}],
  [429, "http_429", "rate_limited", html, {}],
  [
    400,
    "invalid",
    "cursor_expired",
    body("invalid", "Invalid sync token value.", "syncToken"),
    { reads: "cursor" },
  ],
  [
    400,
    "invalid",
    "unavailable",
    body("invalid", "Invalid page token value.", "pageToken"),
    { reads: "window" },
  ],
  [400, "timeRangeEmpty", "rejected", body("timeRangeEmpty"), {}],
  [400, "invalid", "rejected", body("invalid"), { reads: "window" }],
  [413, "uploadTooLarge", "rejected", body("uploadTooLarge"), {}],
  [408, "timeout", "unavailable", body("timeout"), {}],
  [500, "backendError", "unavailable", body("backendError"), {}],
  [502, "http_502", "unavailable", html, {}],
  [503, "http_503", "unavailable", "", {}],
  [302, "http_302", "unavailable", html, {}],
] as const)("%s %s means %s", (status, code, kind, answer, context) => {
  const error = classify({ status, body: answer, retryAfter: null }, context, now);
  expect(error).toMatchObject({ name: "ProviderError", kind, code, status });
  expect(error.message).not.toContain("secret title");
});

test("a reason that is no word is not repeated", () => {
  const error = classify({ status: 403, body: body("ya29.secret token"), retryAfter: null }, {}, now);
  expect(error.code).toBe("unknown");
  expect(error.message).not.toContain("ya29");
});

describe("how long to wait", () => {
  test.each([
    ["120", 120_000],
    ["0", 0],
    ["Mon, 02 Mar 2026 08:01:30 GMT", 90_000],
    ["Mon, 02 Mar 2026 07:00:00 GMT", 0],
    ["99999999", 86_400_000],
    ["soon", null],
    ["-5", null],
    ["", null],
    [null, null],
  ])("Retry-After %j is %j ms", (header, ms) => {
    expect(retryAfterMs(header, now)).toBe(ms);
  });

  test("a used-up quota pauses for hours, unless Google says how long", () => {
    const quota = { status: 403, body: body("quotaExceeded") };
    expect(classify({ ...quota, retryAfter: null }, {}, now).retryAfterMs).toBe(4 * 3_600_000);
    expect(classify({ ...quota, retryAfter: "60" }, {}, now).retryAfterMs).toBe(60_000);
  });

  test("a plain rate limit without Retry-After leaves the choice to the caller", () => {
    const answer = { status: 403, body: body("rateLimitExceeded"), retryAfter: null };
    expect(classify(answer, {}, now).retryAfterMs).toBeNull();
  });
});
