import type { HealthCode } from "./health.ts";
import type { ProviderName } from "./port.ts";

/** What a person can do: `none` when it mends by itself. */
export type HealthAction =
  | "none"
  | "connect"
  | "reconnect"
  | "ask_admin"
  | "ask_operator"
  | "choose_calendar"
  | "turn_on";

/** Why it is so, and what to do about it, in sentences for the screen. They name no times: those are shown beside. */
export type HealthWords = { why: string; action: HealthAction; actionText: string };

type About = { provider: ProviderName; email: string; calendar: string | null };

export const providerLabels = { google: "Google", microsoft: "Microsoft" } as const satisfies Record<
  ProviderName,
  string
>;

const nothing = "Nothing for you to do.";

/** The words for one cause. `calendar` is null where the whole account is meant. */
export function healthWords(code: HealthCode, { provider, email, calendar }: About): HealthWords {
  const name = providerLabels[provider];
  const which = calendar === null ? "A calendar" : `Calendar "${calendar}"`;
  const words: Record<HealthCode, [why: string, action: HealthAction, actionText: string]> = {
    ok: [
      calendar === null ? "Every linked calendar was read without error." : "It was read without error.",
      "none",
      nothing,
    ],
    not_linked: [
      "It is linked to no product, so that it is not read.",
      "none",
      "Link it to a product to use it.",
    ],
    reading: [`${which} is being read now.`, "none", nothing],
    paused: [
      `Sync is switched off for ${email}: nothing is read or written, and busy times stay as last read.`,
      "turn_on",
      "Switch sync on again.",
    ],
    throttled: [`${name} asked us to slow down; we go on by ourselves.`, "none", nothing],
    not_answering: [
      `${name} did not answer; we use what was read last and try again by ourselves.`,
      "none",
      nothing,
    ],
    provider_outage: [
      `${name} has an outage; we use what was read last and try again by ourselves.`,
      "none",
      nothing,
    ],
    calendar_missing: [
      `${which} is not in ${name}'s list any more; we look again before we believe it.`,
      "none",
      nothing,
    ],
    reading_failed: [
      `${which} could not be read; we use what was read last and try again by ourselves.`,
      "none",
      nothing,
    ],
    stale: [
      `${which} was not read for longer than you allow; its busy times may be out of date.`,
      "none",
      "Press Sync now, or wait for the next reading.",
    ],
    access_revoked: [
      `${name} no longer accepts our access for ${email}. Busy times stay as last read.`,
      "reconnect",
      "Reconnect the account.",
    ],
    missing_scope: [
      `${email} was connected with less than we need, so that its calendars cannot be kept in step.`,
      "reconnect",
      "Reconnect and leave every box ticked.",
    ],
    admin_policy: [
      `An administrator of ${email}'s organisation has not approved this app at ${name}.`,
      "ask_admin",
      "Ask that administrator to approve it, then reconnect.",
    ],
    misconfigured: [
      `${name} does not accept this server's client id or secret; the account itself is not at fault.`,
      "ask_operator",
      "Whoever runs this server has to check its configuration.",
    ],
    calendar_gone: [
      `${which} was deleted or is no longer shared with ${email}. Bookings stay as they are.`,
      "choose_calendar",
      "Link another calendar, or unlink this one.",
    ],
    calendar_read_only: [
      `${which} may only be read now, so that bookings cannot be added to it.`,
      "choose_calendar",
      "Share it with write access, or send bookings to another calendar.",
    ],
    disconnected: [
      "Its calendars are not read and receive no bookings.",
      "connect",
      "Connect the account again to go on.",
    ],
  };
  const [why, action, actionText] = words[code];
  return { why, action, actionText };
}
