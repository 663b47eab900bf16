import type { ProviderName } from "@availability/domain/calendar";

/** How the screens speak of each provider. */
export const providerWords = {
  google: {
    title: "Google Calendar",
    provider: "Google",
    account: "Google account",
    variables: "GOOGLE_OAUTH_CLIENT_ID and GOOGLE_OAUTH_CLIENT_SECRET",
    /** What our disconnecting does to our access there. */
    ended: "Our access at Google ends and its tokens are wiped.",
    disconnected: "Google has ended our access.",
    revokeByHand: "Remove it in the Google account's security settings.",
  },
  microsoft: {
    title: "Microsoft 365",
    provider: "Microsoft",
    account: "Microsoft account",
    variables: "MICROSOFT_CLIENT_ID, MICROSOFT_CLIENT_SECRET and MICROSOFT_TENANT",
    ended:
      "Our tokens are wiped. Microsoft has no way to end our access from here; the app can be removed at myapps.microsoft.com.",
    disconnected: "Our tokens are wiped.",
    revokeByHand: "Remove the app at myapps.microsoft.com.",
  },
} as const satisfies Record<ProviderName, Record<string, string>>;
