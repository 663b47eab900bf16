import { eventView } from "../google/event-view.ts";
import { ownersView } from "../microsoft/owners-writing.ts";
import type { Simulator } from "../simulator.ts";
import type { Calendar, SimulatorState } from "../state/model.ts";
import { storedOccurrences } from "../state/occurrences.ts";

/** Everything a test may want to look at; tokens and keys are not in it. */
export function stateView(simulator: Simulator) {
  const { state } = simulator.store;
  return {
    now: new Date(simulator.now()).toISOString(),
    settings: state.settings,
    accounts: Object.values(state.accounts).map(({ email, ...account }) => ({
      provider: account.providers[0],
      account: email,
      ...account,
      grants: grantViews(state, email),
    })),
    calendars: Object.values(state.calendars).map((calendar) => calendarView(simulator, calendar)),
    mails: state.mails,
    faults: simulator.faults.list(),
  };
}

function grantViews(state: SimulatorState, account: string) {
  return Object.values(state.grants)
    .filter((grant) => grant.account === account)
    .map(({ id, clientId, scopes, grantedAt }) => ({
      clientId,
      scopes,
      grantedAt: new Date(grantedAt).toISOString(),
      refreshTokens: Object.values(state.refreshTokens).filter((token) => token.grantId === id).length,
    }));
}

function calendarView(simulator: Simulator, calendar: Calendar) {
  const options = {
    calendar,
    timeZone: calendar.timeZone,
    role: "owner",
    publicUrl: simulator.publicUrl(),
  } as const;
  const events = storedOccurrences(calendar).filter(
    (occurrence) => occurrence.source.exceptionOf?.retired !== true,
  );
  return {
    provider: calendar.provider,
    id: calendar.id,
    summary: calendar.summary,
    owner: calendar.owner,
    primary: calendar.primary,
    timeZone: calendar.timeZone,
    access: calendar.access,
    deleted: calendar.deleted,
    events:
      calendar.provider === "google"
        ? events.map((occurrence) => eventView(occurrence, options))
        : events
            .filter(({ status }) => status !== "cancelled")
            .map((occurrence) => ownersView(simulator, calendar, occurrence)),
  };
}
