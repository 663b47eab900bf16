// Transport: what HTTP means to any provider's adapter.
import { isProviderError, ProviderError, type ProviderErrorKind } from "@availability/domain/errors";

const longestPauseMs = 24 * 3_600_000;

/** Retry-After in ms, from seconds or an HTTP date (RFC 9110, 10.2.3); null when absent or senseless, at most a day. */
export function retryAfterMs(header: string | null, now: number): number | null {
  const value = header?.trim() ?? "";
  if (value === "") return null;
  if (!/^(\d+|[A-Z][a-z]{2}, .+)$/.test(value)) return null;
  const ms = value.includes(",") ? Date.parse(value) - now : Number(value) * 1000;
  if (!Number.isFinite(ms)) return null;
  return Math.min(Math.max(ms, 0), longestPauseMs);
}

/**
 * Status and pause of the HTTP answer that an error was made of. Told by its shape: a process may hold several classes
 * named Response, since servers put theirs in the place of the global one. Null when `cause` is no answer.
 */
export function refusedAnswer(cause: unknown, now: number): { status: number; pause: number | null } | null {
  if (typeof cause !== "object" || cause === null || !("status" in cause) || !("headers" in cause))
    return null;
  const { status, headers } = cause;
  if (typeof status !== "number" || !(headers instanceof Headers)) return null;
  return { status, pause: retryAfterMs(headers.get("retry-after"), now) };
}

/** A system's or a time limit's name for why there was no answer. */
export function systemCode(cause: unknown, depth = 0): string {
  if (!(cause instanceof Error) || depth > 4) return "network_error";
  if (cause.name === "TimeoutError" || cause.name === "AbortError") return "timeout";
  const code = "code" in cause && typeof cause.code === "string" ? cause.code : "";
  return /^[A-Z][A-Z0-9_]{2,40}$/.test(code) ? code : systemCode(cause.cause, depth + 1);
}

/** The calendar or event is not there, or no more. */
export function isAbsent(error: unknown): boolean {
  return isProviderError(error) && (error.kind === "not_found" || error.kind === "gone");
}

/** A handler that turns one refusal into a value and passes every other on. */
export function unless<T>(kind: ProviderErrorKind, value: T): (error: unknown) => T {
  return (error) => {
    if (isProviderError(error) && error.kind === kind) return value;
    throw error;
  };
}

/** fetch would refuse such a header too, but by an error that repeats it. */
export function assertSendable(accessToken: string): void {
  if (/^[\x21-\x7e]+$/.test(accessToken)) return;
  throw new ProviderError("token_rejected", "The access token is malformed", { code: "malformed_token" });
}
