const ours = "An error of ours; the server's log has it under the id of the run.";

/** What a failed job means for people. The engine's own message is not shown: it may hold what it was given. */
const words: Record<string, string> = {
  auth_revoked: "The calendar account no longer gives us access; it has to be reconnected.",
  insufficient_scope: "The calendar account was connected with less than we need; it has to be reconnected.",
  not_found:
    "What it was about is not there any more: a calendar that was deleted or unshared, or a booking.",
  gone: "What it was about was deleted at the provider.",
  read_only: "The calendar may only be read, so that nothing can be added to it.",
  rate_limited: "The provider asked us to slow down for longer than we tried.",
  unavailable: "The provider did not answer for as long as we tried.",
  misconfigured:
    "The provider does not accept this server's client id or secret; its operator has to check them.",
  token_rejected: "The provider refused a token that it had given out; trying again often helps.",
  conflict: "The provider holds another event under our id; trying again gives ours a new one.",
  precondition_failed:
    "The event was changed at the provider while we wrote it; trying again reads it first.",
  cursor_expired: "The provider wants the calendar read in full; trying again does that.",
  rejected: "The provider refuses this for good.",
  unsupported: "The provider does not offer this for this calendar.",
  paused: "Sync of the account was switched off.",
  busy: "Another worker held it for as long as we tried; trying again often helps.",
  outside_rules: "The rules did not allow it.",
  internal: ours,
};

export function failureWords(code: string): string {
  return words[code] ?? ours;
}

/** The code in an engine's message, which begins with it (`unavailable (backendError)`, `not_found: No …`); `internal` otherwise. */
export function codeIn(message: string): string {
  if (message.startsWith("Another worker ")) return "busy";
  const [, code = ""] = /^([a-z_]+)(?: \(|: )/.exec(message) ?? [];
  return Object.hasOwn(words, code) ? code : "internal";
}
