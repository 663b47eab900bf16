import { isDomainError, isProviderError, type ProviderErrorKind } from "@availability/domain/errors";

/** What the screen says after the browser came back from a provider; the key alone travels in the address. */
export const notices = {
  connected: {
    colour: "green",
    text: "The account is connected. Link its calendars to your products below.",
  },
  disconnected: { colour: "slate", text: "The account is disconnected; Google has ended our access." },
  "disconnected-unconfirmed": {
    colour: "yellow",
    text: "The account is disconnected and its tokens are wiped, but Google could not be reached to end the access. Remove it in the Google account's security settings.",
  },
  denied: { colour: "yellow", text: "You did not allow access, so nothing was connected." },
  partial: {
    colour: "yellow",
    text: "You allowed less than we need, so nothing was connected. Connect again and leave every box ticked.",
  },
  expired: {
    colour: "yellow",
    text: "That connection attempt is unknown, expired or already used. Press Connect again.",
  },
  unavailable: {
    colour: "red",
    text: "Google did not answer. Nothing was connected; try again in a moment.",
  },
  misconfigured: {
    colour: "red",
    text: "Google does not accept this server's client. Whoever runs the server has to check GOOGLE_OAUTH_CLIENT_ID and GOOGLE_OAUTH_CLIENT_SECRET.",
  },
  failed: {
    colour: "red",
    text: "Google refused the connection. Nothing was connected; press Connect again.",
  },
} as const;

export type NoticeKey = keyof typeof notices;

export function isNoticeKey(text: string | null): text is NoticeKey {
  return text !== null && Object.hasOwn(notices, text);
}

const byKind: Partial<Record<ProviderErrorKind, NoticeKey>> = {
  insufficient_scope: "partial",
  unavailable: "unavailable",
  rate_limited: "unavailable",
  misconfigured: "misconfigured",
};

/** The notice for a failed connection; null for what nobody expected. */
export function noticeOf(error: unknown): NoticeKey | null {
  if (isDomainError(error)) return error.code === "invalid" ? "expired" : null;
  if (!isProviderError(error)) return null;
  if (error.code === "access_denied") return "denied";
  return byKind[error.kind] ?? "failed";
}
