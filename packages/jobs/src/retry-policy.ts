import { isDomainError, isProviderError, type ProviderErrorKind } from "@availability/domain/errors";
import { NonRetriableError, RetryAfterError } from "inngest";

/** Whether trying the same call again can help: `never`, or `later`; a throttled call says itself when. */
const retries: Record<ProviderErrorKind, "never" | "later"> = {
  auth_revoked: "never",
  insufficient_scope: "never",
  read_only: "never",
  rejected: "never",
  unsupported: "never",
  not_found: "never",
  gone: "never",
  conflict: "later",
  precondition_failed: "later",
  token_rejected: "later",
  misconfigured: "later",
  rate_limited: "later",
  cursor_expired: "later",
  unavailable: "later",
};

const longestDelayMs = 24 * 3600 * 1000;

/** Runs a verb and turns its refusal into what the engine understands: never again, after a delay, or with backoff. */
export async function withRetryPolicy<T>(verb: () => Promise<T>): Promise<T> {
  try {
    return await verb();
  } catch (error) {
    throw toEngineError(error);
  }
}

function toEngineError(error: unknown): unknown {
  if (isDomainError(error)) return new NonRetriableError(`${error.code}: ${error.message}`, { cause: error });
  if (!isProviderError(error)) return withoutData(error);
  const message = `${error.kind} (${error.code})`;
  if (retries[error.kind] === "never") return new NonRetriableError(message, { cause: error });
  if (error.retryAfterMs === null) return error;
  return retryAfter(message, error.retryAfterMs, error);
}

/** The engine accepts a delay from one second to a day. */
export function retryAfter(message: string, delayMs: number, cause?: unknown): RetryAfterError {
  return new RetryAfterError(message, Math.min(Math.max(delayMs, 1000), longestDelayMs), { cause });
}

/** A failed query carries the values it was given; job state and logs must not. */
function withoutData(error: unknown): unknown {
  if (!(error instanceof Error) || !("params" in error)) return error;
  const { cause } = error;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "unknown";
  return new Error(`A query failed (SQLSTATE ${code})`);
}
