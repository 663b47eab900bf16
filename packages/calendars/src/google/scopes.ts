import type { ProviderScope } from "@availability/domain/calendar";

/** What we ask for, in the words of the consent preview. Source: https://developers.google.com/workspace/calendar/api/auth */
export const googleScopes: readonly ProviderScope[] = [
  {
    scope: "openid",
    category: "account",
    displayName: "Know which Google account this is",
    description: "A stable account number, so that connecting again finds the same connection.",
    required: true,
  },
  {
    scope: "email",
    category: "account",
    displayName: "See the account's e-mail address",
    description: "Shown beside the connection, so that everyone knows whose calendars these are.",
    required: true,
  },
  {
    scope: "https://www.googleapis.com/auth/calendar.events",
    category: "calendar",
    displayName: "See and edit events",
    description:
      "Reads when you are busy, and adds, moves and removes the events of your bookings. Other events are never changed.",
    required: true,
  },
  {
    scope: "https://www.googleapis.com/auth/calendar.calendarlist.readonly",
    category: "calendar",
    displayName: "See the list of your calendars",
    description: "Lets you choose which calendars make you busy and which one receives bookings.",
    required: true,
  },
];

export const requiredScopes: readonly string[] = googleScopes.filter((s) => s.required).map((s) => s.scope);

// Google grants the short OpenID names under these: https://developers.google.com/identity/protocols/oauth2/scopes
const grantedNames: Readonly<Record<string, string>> = {
  "https://www.googleapis.com/auth/userinfo.email": "email",
  "https://www.googleapis.com/auth/userinfo.profile": "profile",
};

/** The `scope` of a token response as a list, under the names we ask for, without repetition. */
export function grantedScopes(scope: string): string[] {
  const names = scope.split(/\s+/).filter((name) => name !== "");
  return [...new Set(names.map((name) => grantedNames[name] ?? name))];
}

/** The required scopes that a grant lacks: people can untick single boxes on Google's consent page. */
export function missingScopes(granted: readonly string[]): ProviderScope[] {
  return googleScopes.filter((s) => s.required && !granted.includes(s.scope));
}
