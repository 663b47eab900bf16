import { GoogleError } from "../google/google-error.ts";
import { fullSyncRequired } from "../google/listing.ts";
import type { FaultAction } from "./fault-action.ts";
import { MICROSOFT_PRESETS } from "./microsoft-presets.ts";

interface Preset {
  match: { provider: "google" | "microsoft"; method?: string; pathRe?: string };
  times?: number;
  do: FaultAction;
}

const CALENDAR = { provider: "google", pathRe: "^/google/calendar/" } as const;
const LISTING = { provider: "google", method: "events.list" } as const;
const INSERT = { provider: "google", method: "events.insert" } as const;
const TOKEN = { provider: "google", method: "oauth.token" } as const;

const usage = (status: 403 | 429, reason: string, message: string) =>
  refusal(new GoogleError(status, reason, message, { domain: "usageLimits" }));

/** The faults of a provider that are worth a name; `match` and `times` can be narrowed where they are used. */
export const FAULT_PRESETS: Record<string, Preset> = {
  rateLimited: { match: CALENDAR, do: usage(429, "rateLimitExceeded", "Rate Limit Exceeded") },
  rateLimitedRetryAfter: {
    match: CALENDAR,
    do: { ...usage(429, "rateLimitExceeded", "Rate Limit Exceeded"), headers: { "retry-after": "7" } },
  },
  userRateLimitExceeded: {
    match: CALENDAR,
    do: usage(403, "userRateLimitExceeded", "User Rate Limit Exceeded"),
  },
  quotaExceeded: { match: CALENDAR, do: usage(403, "quotaExceeded", "Calendar usage limits exceeded.") },
  serverError: { match: CALENDAR, do: refusal(new GoogleError(500, "backendError", "Backend Error")) },
  unavailable: { match: CALENDAR, do: refusal(new GoogleError(503, "backendError", "Service unavailable")) },
  gatewayTimeout: { match: CALENDAR, do: { htmlBody: "<html><title>Error 504</title></html>", status: 504 } },
  badGatewayHtml: { match: CALENDAR, do: { htmlBody: "<html><title>Error 502</title></html>", status: 502 } },
  slow: { match: CALENDAR, do: { delayMs: 2_000 } },
  truncated: { match: CALENDAR, do: { truncateBody: 40 } },
  droppedBefore: { match: CALENDAR, do: { drop: "before" } },
  applyThenDrop: { match: INSERT, do: { applyThen: { drop: true } } },
  applyThenUnavailable: {
    match: INSERT,
    do: { applyThen: refusal(new GoogleError(503, "backendError", "Service unavailable")) },
  },
  fullSyncRequired: { match: { ...LISTING, pathRe: "[?&]syncToken=" }, do: refusal(fullSyncRequired()) },
  pageTokenInvalid: {
    match: { ...LISTING, pathRe: "[?&]pageToken=" },
    do: refusal(new GoogleError(400, "invalid", "Invalid page token value.", { location: "pageToken" })),
  },
  calendarNotFound: { match: LISTING, do: refusal(new GoogleError(404, "notFound", "Not Found")) },
  unauthorized: {
    match: CALENDAR,
    do: refusal(
      new GoogleError(401, "authError", "Invalid Credentials", {
        locationType: "header",
        location: "Authorization",
      }),
    ),
  },
  invalidGrant: { match: TOKEN, do: oauth(400, "invalid_grant", "Token has been expired or revoked.") },
  invalidClient: { match: TOKEN, do: oauth(401, "invalid_client", "The OAuth client was not found.") },
  adminPolicyEnforced: {
    match: TOKEN,
    do: oauth(400, "admin_policy_enforced", "The account's administrator does not allow this app."),
  },
  ...MICROSOFT_PRESETS,
  tokenUnavailable: { match: TOKEN, do: oauth(503, "internal_failure", "Service unavailable") },
};

function refusal(error: GoogleError) {
  return { status: error.status, body: error.body };
}

function oauth(status: number, error: string, description: string): FaultAction {
  return { status, body: { error, error_description: description } };
}
