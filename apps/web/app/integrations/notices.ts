import type { ProviderName } from "@availability/domain/calendar";
import { isDomainError, isProviderError, type ProviderErrorKind } from "@availability/domain/errors";
import { providerWords } from "./provider-words.ts";

/** What the screen says after the browser came back from a provider; the key alone travels in the address. */
const notices = {
  connected: {
    colour: "green",
    text: "The account is connected. Link its calendars to your products below.",
  },
  reconnected: {
    colour: "green",
    text: "The account is connected again. Its calendars are linked as they were.",
  },
  another: {
    colour: "yellow",
    text: "You chose another account than the one to be reconnected. It is connected beside it; the other one still waits.",
  },
  disconnected: { colour: "slate", text: "The account is disconnected. {disconnected}" },
  "disconnected-unconfirmed": {
    colour: "yellow",
    text: "The account is disconnected and its tokens are wiped, but {provider} could not be reached to end the access. {revokeByHand}",
  },
  "disconnected-events-left": {
    colour: "yellow",
    text: "The account is disconnected. Some events of bookings could not be removed from its calendars; delete them there by hand.",
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
  admin: {
    colour: "yellow",
    text: "Your organisation lets only an administrator allow this app, so nothing was connected. Ask an administrator of {provider} to approve it, then connect again.",
  },
  unavailable: {
    colour: "red",
    text: "{provider} did not answer. Nothing was connected; try again in a moment.",
  },
  misconfigured: {
    colour: "red",
    text: "{provider} does not accept this server's client. Whoever runs the server has to check {variables}.",
  },
  failed: {
    colour: "red",
    text: "{provider} refused the connection. Nothing was connected; press Connect again.",
  },
} as const;

export type NoticeKey = keyof typeof notices;

export function isNoticeKey(text: string | null): text is NoticeKey {
  return text !== null && Object.hasOwn(notices, text);
}

/** The notice in the words of one provider. */
export function noticeFor(
  key: NoticeKey,
  provider: ProviderName,
): { colour: string; text: string; asksAdmin: boolean } {
  const { colour, text } = notices[key];
  const words: Record<string, string> = providerWords[provider];
  return {
    asksAdmin: key === "admin",
    colour,
    text: text.replace(/\{(\w+)\}/g, (_, name: string) => words[name] ?? ""),
  };
}

/** How Google and Entra say that an administrator decides. */
const adminDecides = /^(admin_policy_enforced|AADSTS(65001|90094|90095|900941|650052|650056))$/;

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
  if (adminDecides.test(error.code)) return "admin";
  return byKind[error.kind] ?? "failed";
}
