import { isId } from "../bookings/id.ts";

export const syncTabs = ["failures", "runs", "conflicts"] as const;
export type SyncTab = (typeof syncTabs)[number];

/** The states that each tab can be narrowed to; the first is shown unless the address says otherwise. */
export const tabStates = {
  failures: ["open", "dismissed", "resolved"],
  runs: ["all", "failed", "succeeded", "running", "queued"],
  conflicts: ["open", "resolved"],
} as const satisfies Record<SyncTab, readonly string[]>;

/** What the address of the screen asks for. */
export type SyncParams =
  | { tab: "failures"; state: (typeof tabStates.failures)[number] }
  | { tab: "runs"; state: (typeof tabStates.runs)[number]; calendarId: string | null }
  | { tab: "conflicts"; state: (typeof tabStates.conflicts)[number] };

/** Reads the address; what it does not understand counts as absent. */
export function readSyncParams(search: URLSearchParams): SyncParams {
  const tab = syncTabs.find((known) => known === search.get("tab")) ?? "failures";
  const calendarId = search.get("calendar");
  switch (tab) {
    case "failures":
      return { tab, state: oneOf(tabStates.failures, search) };
    case "runs":
      return { tab, state: oneOf(tabStates.runs, search), calendarId: isId(calendarId) ? calendarId : null };
    case "conflicts":
      return { tab, state: oneOf(tabStates.conflicts, search) };
  }
}

/** The address of a tab, of the calendar alone that the runs may be of. */
export function syncPath(
  tab: SyncTab,
  { state, calendarId }: { state?: string; calendarId?: string | null } = {},
): string {
  const search = new URLSearchParams();
  if (tab !== "failures") search.set("tab", tab);
  if (state && state !== tabStates[tab][0]) search.set("state", state);
  if (calendarId) search.set("calendar", calendarId);
  return search.size > 0 ? `/sync?${search}` : "/sync";
}

function oneOf<const States extends readonly [string, ...string[]]>(
  states: States,
  search: URLSearchParams,
): States[number] {
  return states.find((known) => known === search.get("state")) ?? states[0];
}
