/**
 * What a calendar provider's refusal means for us, whatever its wording:
 * - auth_revoked: the grant is gone; only a person can reconnect
 * - token_rejected: the access token was refused although the grant may live; refresh once and retry
 * - misconfigured: our client id or secret is wrong; the operator must act, the connection is not at fault
 * - insufficient_scope: the person granted less than this call needs
 * - read_only: this calendar may be read but not written
 * - rate_limited: slow down, retry after `retryAfterMs`
 * - cursor_expired: the incremental cursor no longer serves; read the window in full
 * - not_found, conflict (id exists), precondition_failed (etag moved on), gone (deleted earlier)
 * - unavailable: their outage, a time-out or a broken answer; retry with backoff
 * - unsupported: the provider does not do this for this calendar, such as notifications for public holidays
 * - rejected: they will refuse this call however often it is repeated
 */
export type ProviderErrorKind =
  | "auth_revoked"
  | "token_rejected"
  | "misconfigured"
  | "insufficient_scope"
  | "read_only"
  | "rate_limited"
  | "cursor_expired"
  | "not_found"
  | "conflict"
  | "precondition_failed"
  | "gone"
  | "unavailable"
  | "unsupported"
  | "rejected";

/** A failed provider call. `code` is the provider's own reason; the message never holds a token or an event title. */
export class ProviderError extends Error {
  override readonly name = "ProviderError";
  readonly kind: ProviderErrorKind;
  readonly code: string;
  readonly status: number | null;
  readonly retryAfterMs: number | null;

  constructor(
    kind: ProviderErrorKind,
    message: string,
    facts: { code: string; status?: number | null; retryAfterMs?: number | null; cause?: unknown },
  ) {
    super(message, { cause: facts.cause });
    this.kind = kind;
    this.code = facts.code;
    this.status = facts.status ?? null;
    this.retryAfterMs = facts.retryAfterMs ?? null;
  }
}

export function isProviderError(error: unknown): error is ProviderError {
  return error instanceof Error && error.name === "ProviderError" && "kind" in error;
}
