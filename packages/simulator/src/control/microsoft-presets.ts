import { EntraError } from "../microsoft/entra-error.ts";
import { GraphError, invalidTokenError, itemNotFound } from "../microsoft/graph-error.ts";
import type { FaultAction } from "./fault-action.ts";

const GRAPH = { provider: "microsoft", pathRe: "^/microsoft/v1\\.0/" } as const;
const CREATE = { provider: "microsoft", method: "events.create" } as const;
const TOKEN = { provider: "microsoft", method: "oauth.token" } as const;
const DELTA = { provider: "microsoft", method: "calendarView.delta" } as const;

const throttled = refusal(
  new GraphError(429, "ApplicationThrottled", "Application is over its MailboxConcurrency limit."),
);
const unavailable = refusal(
  new GraphError(503, "serviceUnavailable", "The service is temporarily unavailable."),
);

/** The faults of Graph and Entra that are worth a name. */
export const MICROSOFT_PRESETS = {
  graphThrottled: { match: GRAPH, do: throttled },
  graphThrottledRetryAfter: { match: GRAPH, do: { ...throttled, headers: { "retry-after": "7" } } },
  graphUnavailable: { match: GRAPH, do: unavailable },
  graphGatewayTimeout: { match: GRAPH, do: refusal(new GraphError(504, "UnknownError", "Gateway timeout")) },
  graphHtml: { match: GRAPH, do: { htmlBody: "<html><title>502 Bad Gateway</title></html>", status: 502 } },
  graphTruncated: { match: GRAPH, do: { truncateBody: 40 } },
  graphDroppedBefore: { match: GRAPH, do: { drop: "before" as const } },
  graphSlow: { match: GRAPH, do: { delayMs: 2_000 } },
  graphApplyThenDrop: { match: CREATE, do: { applyThen: { drop: true as const } } },
  graphApplyThenUnavailable: { match: CREATE, do: { applyThen: unavailable } },
  graphSyncStateNotFound: {
    match: { ...DELTA, pathRe: "deltatoken=" },
    do: refusal(
      new GraphError(
        410,
        "SyncStateNotFound",
        "The sync state generation is not found; generation=149;[highest=157].",
      ),
    ),
  },
  graphUnauthorized: { match: GRAPH, do: refusal(invalidTokenError("dead")) },
  graphCalendarNotFound: { match: { ...GRAPH, pathRe: "/calendarView" }, do: refusal(itemNotFound()) },
  entraInvalidGrant: {
    match: TOKEN,
    do: entra(
      new EntraError(400, "invalid_grant", 700082, "The refresh token has expired due to inactivity."),
    ),
  },
  entraInteractionRequired: {
    match: TOKEN,
    do: entra(
      new EntraError(400, "interaction_required", 50076, "You must use multi-factor authentication."),
    ),
  },
  entraInvalidClient: {
    match: TOKEN,
    do: entra(new EntraError(401, "invalid_client", 7000215, "Invalid client secret provided.")),
  },
  entraUnavailable: { match: TOKEN, do: { status: 503, body: { error: "temporarily_unavailable" } } },
};

function refusal(error: GraphError): Extract<FaultAction, { status: number }> {
  return { status: error.status, body: error.body(Date.UTC(2026, 0, 1)) };
}

function entra(error: EntraError) {
  return { status: error.status, body: error.body(Date.UTC(2026, 0, 1)) };
}
