export type DomainErrorCode =
  | "invalid"
  | "unauthenticated"
  | "forbidden"
  | "not_found"
  | "slot_taken"
  | "stale"
  | "illegal_transition"
  | "in_use"
  | "outside_rules"
  | "rate_limited"
  | "provider_unavailable";

/** One faulty field: `pointer` is an RFC 6901 JSON pointer into the input, `detail` names the fault and the fix. */
export type FieldError = { pointer: string; detail: string };

/** A refusal the caller can expect and act on. `details` is public: it reaches API clients as it is. */
export class DomainError extends Error {
  override readonly name = "DomainError";
  readonly code: DomainErrorCode;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: DomainErrorCode, message: string, details: Record<string, unknown> = {}) {
    super(message);
    this.code = code;
    this.details = details;
  }
}

/** True for a DomainError, also one thrown by another copy of this module (a bundle beside its source). */
export function isDomainError(error: unknown): error is DomainError {
  return error instanceof Error && error.name === "DomainError" && "code" in error;
}
