import type { ProviderScope } from "@availability/domain/calendar";

/** What can be asked for. Source: https://learn.microsoft.com/graph/permissions-reference */
export const microsoftScopes: readonly ProviderScope[] = [
  {
    scope: "openid",
    category: "account",
    displayName: "Know which Microsoft account this is",
    description: "A stable account number, so that connecting again finds the same connection.",
    required: true,
  },
  {
    scope: "profile",
    category: "account",
    displayName: "See the account's tenant and number",
    description: "Microsoft gives the two that name an account beyond doubt only together with its profile.",
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
    scope: "offline_access",
    category: "account",
    displayName: "Keep access while nobody is signed in",
    description: "Calendars are read around the clock, until you disconnect them.",
    required: true,
  },
  {
    scope: "User.Read",
    category: "account",
    displayName: "Sign in and read the profile",
    description: "The address of an account whose sign-in does not tell it.",
    required: true,
  },
  {
    scope: "Calendars.ReadWrite",
    category: "calendar",
    displayName: "See and edit calendars",
    description:
      "Reads when you are busy, and adds, moves and removes the events of your bookings. Other events are never changed.",
    required: true,
  },
  {
    scope: "MailboxSettings.Read",
    category: "calendar",
    displayName: "See the mailbox's time zone",
    description:
      "Tells in which zone your all-day events are meant. Without it they are read in the organisation's zone.",
    required: false,
  },
];

export const requiredScopes: readonly string[] = microsoftScopes
  .filter((s) => s.required)
  .map((s) => s.scope);

/** What sign-in itself is made of: an ID and a refresh token prove these, whatever `scope` of an answer names. */
const signInScopes = ["openid", "profile", "email", "offline_access"];

/** The required ones and those chosen, or all of the catalogue. What is not in it is never asked for. */
export function wantedScopes(chosen: readonly string[] | undefined): string[] {
  return microsoftScopes
    .filter(({ scope, required }) => required || !chosen || chosen.includes(scope))
    .map(({ scope }) => scope);
}

/** The `scope` of a token response as a list, under the names we ask for. Microsoft leaves offline_access out of it. */
export function grantedScopes(scope: string): string[] {
  const names = scope.split(/\s+/).filter((name) => name !== "");
  const short = names.map((name) => name.replace(/^https:\/\/graph\.microsoft\.(com|us)\//, ""));
  return [...new Set([...signInScopes, ...short.map(catalogued)])];
}

/** The required scopes that a grant lacks. */
export function missingScopes(granted: readonly string[]): ProviderScope[] {
  return microsoftScopes.filter((s) => s.required && !granted.includes(s.scope));
}

/** Scopes do not tell case apart. */
function catalogued(name: string): string {
  return microsoftScopes.find(({ scope }) => scope.toLowerCase() === name.toLowerCase())?.scope ?? name;
}
