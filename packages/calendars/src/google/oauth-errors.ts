import { ProviderError, type ProviderErrorKind } from "@availability/domain/errors";
import {
  AuthorizationResponseError,
  ClientError,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from "openid-client";
import { refusedAnswer, retryAfterMs } from "../transport.ts";
import { networkFailure } from "./errors.ts";

export type OAuthStep = "exchange" | "refresh" | "revoke";

/**
 * What the authorization server's refusal means. The cause is never kept: the library hangs whole answers on it,
 * tokens included. Errors that are not of the network or the protocol are bugs and pass through.
 */
export function toOAuthError(error: unknown, step: OAuthStep, now: number): unknown {
  if (error instanceof AuthorizationResponseError) return refusal(error.error, null, step, null);
  if (error instanceof ResponseBodyError) {
    const pause = retryAfterMs(error.response.headers.get("retry-after"), now);
    return refusal(error.error, error.status, step, pause);
  }
  if (error instanceof WWWAuthenticateChallengeError)
    return refusal("invalid_client", error.status, step, null);
  if (error instanceof ClientError) return brokenAnswer(error, now);
  // fetch reports every connection failure as a TypeError; wrong arguments are one too, but carry a code.
  if (error instanceof TypeError && !("code" in error)) return networkFailure(error.cause);
  return error;
}

/** `error` of RFC 6749 (4.1.2.1, 5.2) and Google's own: https://developers.google.com/identity/protocols/oauth2/web-server */
function refusal(error: string, status: number | null, step: OAuthStep, pause: number | null): ProviderError {
  const code = /^\w{1,64}$/.test(error) ? error : "unknown";
  const kind = kindOf(code, status, step);
  return new ProviderError(kind, `${sentence(kind, code)} (${code})`, { code, status, retryAfterMs: pause });
}

function kindOf(code: string, status: number | null, step: OAuthStep): ProviderErrorKind {
  if (status === 429) return "rate_limited";
  const known = kinds.get(code);
  if (known) return known;
  // At the exchange the same words mean a used, late or foreign code, which a new sign-in cures.
  return step === "refresh" && endsGrant.has(code) ? "auth_revoked" : "rejected";
}

const kinds: ReadonlyMap<string, ProviderErrorKind> = new Map([
  ["invalid_client", "misconfigured"],
  ["unauthorized_client", "misconfigured"],
  ["deleted_client", "misconfigured"],
  ["disabled_client", "misconfigured"],
  ["redirect_uri_mismatch", "misconfigured"],
  ["unsupported_grant_type", "misconfigured"],
  ["server_error", "unavailable"],
  ["temporarily_unavailable", "unavailable"],
  ["internal_failure", "unavailable"],
  ["backend_error", "unavailable"],
  ["rate_limit_exceeded", "rate_limited"],
]);

const endsGrant: ReadonlySet<string> = new Set([
  "invalid_grant",
  "admin_policy_enforced",
  "access_denied",
  "interaction_required",
  "consent_required",
]);

function sentence(kind: ProviderErrorKind, code: string): string {
  if (kind === "auth_revoked") return "Google no longer accepts this connection; connect the account again";
  if (kind === "misconfigured") {
    return "Google does not accept this installation's client id, secret or redirect address; its operator must check them";
  }
  if (kind === "unavailable") return "Google's sign-in service is not available";
  if (kind === "rate_limited") return "Google asks us to slow down";
  if (code === "access_denied") return "Access was not granted at Google; nothing was connected";
  if (code === "invalid_grant")
    return "This sign-in at Google took too long or was already used; start again";
  if (code === "admin_policy_enforced") return "The Google Workspace administrator does not allow this app";
  return "Google refused the sign-in";
}

/** No OAuth answer at all: HTML, a truncated body, a 5xx, a time-out, or an ID token that does not hold. */
function brokenAnswer(error: ClientError, now: number): ProviderError {
  if (error.code === undefined) return networkFailure(error.cause);
  if (error.code === "OAUTH_TIMEOUT" || error.code === "OAUTH_ABORT") return networkFailure(error.cause);
  const answer = refusedAnswer(error.cause, now);
  const kind = answer?.status === 429 ? "rate_limited" : "unavailable";
  return new ProviderError(kind, `Google's sign-in service did not give a usable answer (${error.code})`, {
    code: error.code,
    status: answer?.status ?? null,
    retryAfterMs: answer?.pause ?? null,
  });
}
