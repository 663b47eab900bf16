import { ProviderError, type ProviderErrorKind } from "@availability/domain/errors";
import {
  AuthorizationResponseError,
  ClientError,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from "openid-client";
import { refusedAnswer, retryAfterMs } from "../transport.ts";
import { networkFailure } from "./errors.ts";

export type OAuthStep = "exchange" | "refresh";

/**
 * What Entra's refusal means. The cause is never kept: the library hangs whole answers on it, tokens included.
 * Errors that are not of the network or the protocol are bugs and pass through.
 */
export function toOAuthError(error: unknown, step: OAuthStep, now: number): unknown {
  if (error instanceof AuthorizationResponseError) {
    return refusal({ error: error.error, text: error.error_description, status: null, pause: null }, step);
  }
  if (error instanceof ResponseBodyError) {
    const pause = retryAfterMs(error.response.headers.get("retry-after"), now);
    return refusal({ error: error.error, text: error.error_description, status: error.status, pause }, step);
  }
  if (error instanceof WWWAuthenticateChallengeError) {
    return refusal({ error: "invalid_client", text: undefined, status: error.status, pause: null }, step);
  }
  if (error instanceof ClientError) return brokenAnswer(error, now);
  // fetch reports every connection failure as a TypeError; wrong arguments are one too, but carry a code.
  if (error instanceof TypeError && !("code" in error)) return networkFailure(error.cause);
  return error;
}

type Refusal = { error: string; text: string | undefined; status: number | null; pause: number | null };

/** The number tells more than the word: https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
function refusal({ error, text, status, pause }: Refusal, step: OAuthStep): ProviderError {
  const word = /^\w{1,64}$/.test(error) ? error : "unknown";
  const number = /^AADSTS\d{4,8}(?=\b)/.exec(text ?? "")?.[0] ?? null;
  // A person's own no goes by its word, as with every provider.
  const code = number === "AADSTS65004" ? word : (number ?? word);
  const kind = kindOf(word, number, status, step);
  return new ProviderError(kind, `${sentence(kind, word, number)} (${code})`, {
    code,
    status,
    retryAfterMs: pause,
  });
}

function kindOf(
  word: string,
  number: string | null,
  status: number | null,
  step: OAuthStep,
): ProviderErrorKind {
  if (status === 429) return "rate_limited";
  const known = (number && operatorsFault.has(number) ? "misconfigured" : undefined) ?? kinds.get(word);
  if (known) return known;
  // At the exchange the same words mean a used, late or foreign code, which a new sign-in cures.
  return step === "refresh" && endsGrant.has(word) ? "auth_revoked" : "rejected";
}

const kinds: ReadonlyMap<string, ProviderErrorKind> = new Map([
  ["invalid_client", "misconfigured"],
  ["unauthorized_client", "misconfigured"],
  ["invalid_resource", "misconfigured"],
  ["unsupported_grant_type", "misconfigured"],
  ["server_error", "unavailable"],
  ["temporarily_unavailable", "unavailable"],
]);

/** A wrong client, secret, redirect address or tenant. */
const operatorsFault: ReadonlySet<string> = new Set([
  "AADSTS50011",
  "AADSTS500113",
  "AADSTS700016",
  "AADSTS7000215",
  "AADSTS7000222",
  "AADSTS90002",
  "AADSTS50194",
]);

/** The organisation lets only its administrators grant this, or has granted nothing yet. */
const needsAdmin: ReadonlySet<string> = new Set([
  "AADSTS65001",
  "AADSTS90094",
  "AADSTS90095",
  "AADSTS900941",
  "AADSTS650056",
  "AADSTS650052",
]);

const endsGrant: ReadonlySet<string> = new Set([
  "invalid_grant",
  "interaction_required",
  "consent_required",
  "login_required",
  "access_denied",
]);

function sentence(kind: ProviderErrorKind, word: string, number: string | null): string {
  if (kind === "auth_revoked")
    return "Microsoft no longer accepts this connection; connect the account again";
  if (kind === "misconfigured") {
    return "Microsoft does not accept this installation's client id, secret, tenant or redirect address; its operator must check them";
  }
  if (kind === "unavailable") return "Microsoft's sign-in service is not available";
  if (kind === "rate_limited") return "Microsoft asks us to slow down";
  if (number && needsAdmin.has(number)) {
    return "Your organisation lets only an administrator grant this. Ask an administrator of Microsoft 365 to approve the app, then connect again";
  }
  if (word === "access_denied") return "Access was not granted at Microsoft; nothing was connected";
  if (word === "invalid_grant")
    return "This sign-in at Microsoft took too long or was already used; start again";
  return "Microsoft refused the sign-in";
}

/** No OAuth answer at all: HTML, a truncated body, a 5xx, a time-out, or an ID token that does not hold. */
function brokenAnswer(error: ClientError, now: number): ProviderError {
  if (error.code === undefined) return networkFailure(error.cause);
  if (error.code === "OAUTH_TIMEOUT" || error.code === "OAUTH_ABORT") return networkFailure(error.cause);
  const answer = refusedAnswer(error.cause, now);
  const kind = answer?.status === 429 ? "rate_limited" : "unavailable";
  return new ProviderError(kind, `Microsoft's sign-in service did not give a usable answer (${error.code})`, {
    code: error.code,
    status: answer?.status ?? null,
    retryAfterMs: answer?.pause ?? null,
  });
}
