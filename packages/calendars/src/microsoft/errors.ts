import { ProviderError, type ProviderErrorKind } from "@availability/domain/errors";
import { retryAfterMs, systemCode } from "../transport.ts";
import { WireFailure } from "./wire.ts";

/** What the failed call was about: a listing of the window or of changes, or a write. */
export type ErrorContext = { reads?: "window" | "cursor"; writes?: boolean };

export type FailedAnswer = { status: number; body: unknown; retryAfter: string | null };

// A full mailbox is not emptied within minutes; four hours spare it without losing a day.
const quotaPauseMs = 4 * 3_600_000;

/** What a refusal means, by status and code. Pure; the message holds neither tokens nor event titles. */
export function classify(answer: FailedAnswer, context: ErrorContext, now: number): ProviderError {
  const failure = readFailure(answer.body);
  const kind = kindOf(answer.status, failure, context);
  const pause = kind === "rate_limited" && failure?.code === "ErrorQuotaExceeded" ? quotaPauseMs : null;
  const code = failure?.code ?? `http_${answer.status}`;
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

/** HTML in place of JSON, a truncated body, or JSON of another shape; `places` names where, never what. */
export function brokenAnswer(places: string, code = "unreadable_answer"): ProviderError {
  return new ProviderError("unavailable", `Microsoft sent an answer that cannot be read (${places})`, {
    code,
  });
}

type Failure = { code: string; message: string };

const sentences: Record<ProviderErrorKind, string> = {
  auth_revoked: "Microsoft no longer accepts this connection; connect the account again",
  token_rejected: "Microsoft did not accept the access token",
  misconfigured: "Microsoft does not accept this installation's client; its operator must check the settings",
  insufficient_scope: "The connection lacks a permission that this call needs; connect the account again",
  read_only: "This Outlook calendar may be read but not written",
  rate_limited: "Microsoft asks us to slow down",
  cursor_expired: "Microsoft no longer knows the point up to which this calendar was read",
  not_found: "Microsoft does not find this calendar or event",
  conflict: "An event was already created under this key in Outlook",
  precondition_failed: "The event was changed in Outlook meanwhile",
  gone: "The event was already deleted in Outlook",
  unavailable: "Outlook did not give a usable answer",
  unsupported: "Microsoft does not offer this for this mailbox or calendar",
  rejected: "Microsoft refused the request",
};

/** The code tells more than the status, which differs between reports of the same refusal. */
function kindOf(status: number, failure: Failure | null, context: ErrorContext): ProviderErrorKind {
  if (status === 401) return "token_rejected";
  if (status === 429) return "rate_limited";
  // Without Graph's envelope something in between spoke: a 404 of a proxy must not read as "event gone".
  if (!failure || status < 400) return "unavailable";
  const known = kinds.get(failure.code.toLowerCase());
  if (known) return known;
  if (/MailboxConcurrency|ApplicationThrottled/i.test(failure.message)) return "rate_limited";
  if (/syncstate|resync/i.test(failure.code))
    return context.reads === "window" ? "unavailable" : "cursor_expired";
  if (status >= 500 || status === 408 || status === 423) return "unavailable";
  // Any 400 to a call with a cursor is cured by a full reading, and a full reading is always safe.
  if ((status === 400 || status === 410) && context.reads === "cursor") return "cursor_expired";
  if (status === 403) return context.writes ? "read_only" : "insufficient_scope";
  return byStatus.get(status) ?? "rejected";
}

const byStatus: ReadonlyMap<number, ProviderErrorKind> = new Map([
  [404, "not_found"],
  [409, "conflict"],
  [410, "gone"],
  [412, "precondition_failed"],
]);

/** In lower case. https://learn.microsoft.com/graph/throttling, and what is reported of Exchange's own codes. */
const kinds: ReadonlyMap<string, ProviderErrorKind> = new Map([
  ["applicationthrottled", "rate_limited"],
  ["mailboxconcurrency", "rate_limited"],
  ["toomanyrequests", "rate_limited"],
  ["activitylimitreached", "rate_limited"],
  ["errorexceededconnectioncount", "rate_limited"],
  ["errorserverbusy", "rate_limited"],
  ["errorquotaexceeded", "rate_limited"],
  ["erroritemnotfound", "not_found"],
  ["errorinvalididmalformed", "not_found"],
  ["errorcalendarfoldernotfound", "not_found"],
  ["errorirresolvableconflict", "precondition_failed"],
  ["errorduplicatetransactionid", "conflict"],
  ["invalidauthenticationtoken", "token_rejected"],
  ["concurrentitemsave", "unavailable"],
  ["mailboxnotenabledforrestapi", "unsupported"],
  ["errormailboxmoveinprogress", "unavailable"],
]);

/** Null when the body is not Graph's. */
function readFailure(body: unknown): Failure | null {
  const parsed = WireFailure.safeParse(body);
  if (!parsed.success) return null;
  const { code, message } = parsed.data.error;
  return { code: code && /^[\w.]{1,80}$/.test(code) ? code : "unknown", message: message ?? "" };
}
