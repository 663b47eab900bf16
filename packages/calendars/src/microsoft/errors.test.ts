import { expect, test } from "vitest";
import { classify } from "./errors.ts";
import { readTime } from "./time.ts";
import { ianaZone } from "./zones.ts";

const body = (code: string, message = "secret title") => ({ error: { code, message } });
const html = "<!DOCTYPE html><title>Error</title>";
const throttled = body("ErrorX", "Application is over its MailboxConcurrency limit.");

test.each([
  [401, "InvalidAuthenticationToken", "token_rejected", body("InvalidAuthenticationToken"), {}],
  [429, "ApplicationThrottled", "rate_limited", body("ApplicationThrottled"), {}],
  [429, "http_429", "rate_limited", "", {}],
  [503, "ErrorX", "rate_limited", throttled, {}],
  [403, "ErrorAccessDenied", "read_only", body("ErrorAccessDenied"), { writes: true }],
  [403, "ErrorAccessDenied", "insufficient_scope", body("ErrorAccessDenied"), {}],
  [404, "ErrorItemNotFound", "not_found", body("ErrorItemNotFound"), {}],
  [404, "http_404", "unavailable", html, {}],
  [400, "ErrorDuplicateTransactionId", "conflict", body("ErrorDuplicateTransactionId"), { writes: true }],
  [409, "ErrorDuplicateTransactionId", "conflict", body("ErrorDuplicateTransactionId"), { writes: true }],
  [412, "ErrorIrresolvableConflict", "precondition_failed", body("ErrorIrresolvableConflict"), {}],
  [410, "SyncStateNotFound", "cursor_expired", body("SyncStateNotFound"), { reads: "cursor" }],
  [400, "SyncStateInvalid", "cursor_expired", body("SyncStateInvalid"), { reads: "cursor" }],
  [410, "SyncStateNotFound", "unavailable", body("SyncStateNotFound"), { reads: "window" }],
  [502, "http_502", "unavailable", html, {}],
  [302, "http_302", "unavailable", html, {}],
  [400, "ErrorInvalidRequest", "rejected", body("ErrorInvalidRequest"), {}],
] as const)("%s %s means %s", (status, code, kind, answer, context) => {
  const error = classify({ status, body: answer, retryAfter: null }, context, 0);
  expect(error).toMatchObject({ name: "ProviderError", kind, code, status });
  expect(error.message).not.toContain("secret title");
});

const at = (dateTime: string, timeZone = "UTC") => ({ dateTime, timeZone });

test.each([
  ["2026-03-02T09:00:00.0000000", "2026-03-02T10:00:00.0000000", { kind: "timed" }],
  ["2026-02-30T09:00:00.0000000", "2026-03-02T10:00:00.0000000", "bad_time"],
  ["", "2026-03-02T10:00:00.0000000", "no_time"],
])("%s to %s is %j", (start, end, read) => {
  const found = readTime(at(start), at(end), false);
  if (typeof read === "string") expect(found).toBe(read);
  else expect(found).toMatchObject(read);
});

test("an all-day event keeps its dates in whatever zone its midnights are labelled", () => {
  const [start, end] = [at("2026-03-02T00:00:00", "Tokyo Standard Time"), at("2026-03-03T00:00:00")];
  expect(readTime(start, end, true)).toEqual({
    kind: "all_day",
    startDate: "2026-03-02",
    endDate: "2026-03-03",
  });
  expect(readTime(start, end, false)).toBe("foreign_zone");
});

test.each([
  ["W. Europe Standard Time", "Europe/Berlin"],
  ["Europe/Paris", "Europe/Paris"],
  ["tzone://Microsoft/Custom", null],
  [null, null],
])("the mailbox zone %s is %s", (name, zone) => {
  expect(ianaZone(name)).toBe(zone);
});
