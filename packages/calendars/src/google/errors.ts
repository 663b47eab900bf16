import { ProviderError, type ProviderErrorKind } from "@availability/domain/errors";
import { retryAfterMs, systemCode } from "../transport.ts";
import { WireFailure } from "./wire.ts";

/** `reads`: what the failed call was listing with, if it was a listing. */
export type ErrorContext = { reads?: "window" | "cursor" };

export type FailedAnswer = { status: number; body: unknown; retryAfter: string | null };

// Google says "hours" for a used-up calendar quota; four spare it without losing a day.
const quotaPauseMs = 4 * 3_600_000;

/** Whatever an SDK call threw, as a ProviderError; errors that are not of the network are bugs and pass through. */
export function toProviderError(error: unknown, context: ErrorContext, now: number): unknown {
  if (!isTransportError(error)) return error;
  const { response } = error;
  if (!response) return networkFailure(error.cause);
  const retryAfter = response.headers?.get("retry-after") ?? null;
  return classify({ status: response.status, body: response.data, retryAfter }, context, now);
}

/** What a refusal means, by status and reason. Pure; the message holds neither tokens nor event titles. */
export function classify(answer: FailedAnswer, context: ErrorContext, now: number): ProviderError {
  const failure = readFailure(answer.body);
  const kind = kindOf(answer.status, failure, context);
  const pause = kind === "rate_limited" && isQuota(failure?.reason) ? quotaPauseMs : null;
  const code = failure?.reason ?? `http_${answer.status}`;
  return new ProviderError(kind, `${sentences[kind]} (${answer.status} ${code})`, {
    code,
    status: answer.status,
    retryAfterMs: retryAfterMs(answer.retryAfter, now) ?? pause,
  });
}

/** No answer at all: a time-out, a refused or broken connection. */
export function networkFailure(cause: unknown): ProviderError {
  const code = systemCode(cause);
  return new ProviderError("unavailable", `${sentences.unavailable} (${code})`, { code });
}

type Failure = { reason: string; message: string; location: string };

const sentences: Record<ProviderErrorKind, string> = {
  auth_revoked: "Google no longer accepts this connection; connect the account again",
  token_rejected: "Google did not accept the access token",
  misconfigured: "Google does not accept this installation's client; its operator must check the settings",
  insufficient_scope: "The connection lacks a permission that this call needs; connect the account again",
  read_only: "This Google calendar may be read but not written",
  rate_limited: "Google asks us to slow down",
  cursor_expired: "Google no longer knows the point up to which this calendar was read",
  not_found: "Google does not find this calendar or event",
  conflict: "An event of this id already exists in the Google calendar",
  precondition_failed: "The event was changed in Google Calendar meanwhile",
  gone: "The event was already deleted in Google Calendar",
  unavailable: "Google Calendar did not give a usable answer",
  unsupported: "Google does not offer this for this calendar",
  rejected: "Google refused the request",
};

function kindOf(status: number, failure: Failure | null, context: ErrorContext): ProviderErrorKind {
  const refusedWatch = watching.get(failure?.reason ?? "");
  if (refusedWatch) return refusedWatch;
  if (status === 401) return "token_rejected";
  if (status === 429) return "rate_limited";
  // Without Google's envelope something in between spoke: a 404 of a proxy must not read as "event gone".
  if (status >= 500 || status === 408 || status < 400 || !failure) return "unavailable";
  if (status === 400) return badRequest(failure, context);
  if (status === 403) return forbidden.get(failure.reason) ?? forbiddenByMessage(failure);
  if (status === 404) return "not_found";
  if (status === 409) return "conflict";
  if (status === 410) return failure.reason === "deleted" || !context.reads ? "gone" : "cursor_expired";
  if (status === 412) return "precondition_failed";
  return "rejected";
}

/** Any 400 to a call with a sync token is cured by a full reading, and a full reading is always safe. */
function badRequest(failure: Failure, context: ErrorContext): ProviderErrorKind {
  if (context.reads === "cursor") return "cursor_expired";
  if (context.reads === "window" && failure.location === "pageToken") return "unavailable";
  return "rejected";
}

const forbidden: ReadonlyMap<string, ProviderErrorKind> = new Map([
  ["rateLimitExceeded", "rate_limited"],
  ["userRateLimitExceeded", "rate_limited"],
  ["RATE_LIMIT_EXCEEDED", "rate_limited"],
  ["quotaExceeded", "rate_limited"],
  ["dailyLimitExceeded", "rate_limited"],
  ["insufficientPermissions", "insufficient_scope"],
  ["ACCESS_TOKEN_SCOPE_INSUFFICIENT", "insufficient_scope"],
  ["requiredAccessLevel", "read_only"],
  ["accessNotConfigured", "misconfigured"],
  ["SERVICE_DISABLED", "misconfigured"],
]);

/** Refusals of a channel, whatever their status: https://developers.google.com/workspace/calendar/api/guides/push */
const watching: ReadonlyMap<string, ProviderErrorKind> = new Map([
  ["pushNotSupportedForRequestedResource", "unsupported"],
  ["channelIdNotUnique", "conflict"],
  ["webhookUrlUnauthorized", "misconfigured"],
  ["webhookUrlNotHttps", "misconfigured"],
]);

function forbiddenByMessage(failure: Failure): ProviderErrorKind {
  return /writer access/i.test(failure.message) ? "read_only" : "rejected";
}

function isQuota(reason: string | undefined): boolean {
  return reason === "quotaExceeded" || reason === "dailyLimitExceeded";
}

/** The most telling reason: one we know in `details` or `errors`, else the first. Null when the body is not Google's. */
function readFailure(body: unknown): Failure | null {
  const parsed = WireFailure.safeParse(body);
  if (!parsed.success) return null;
  const { error } = parsed.data;
  const reasons = [...(error.errors ?? []), ...(error.details ?? [])].flatMap((e) => e.reason ?? []);
  const reason = (reasons.find((r) => forbidden.has(r)) ?? reasons[0] ?? error.status ?? "unknown").replace(
    /^push\./,
    "",
  );
  return {
    reason: /^\w{1,64}$/.test(reason) ? reason : "unknown",
    message: error.message ?? "",
    location: error.errors?.[0]?.location ?? "",
  };
}

type TransportError = Error & {
  response?: { status: number; data?: unknown; headers?: { get(name: string): string | null } };
};

/** The SDK's GaxiosError, told by its fields: its class belongs to a package that is not ours to import. */
function isTransportError(error: unknown): error is TransportError {
  return error instanceof Error && "config" in error && "response" in error;
}
