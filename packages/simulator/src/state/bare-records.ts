import type { Calendar, SimulatorState } from "./model.ts";

/** Takes the prototype off everything that is looked up by names from outside, so that "constructor" finds nothing. */
export function bareRecords(state: SimulatorState): SimulatorState {
  const { accounts, calendars, grants, codes, accessTokens, refreshTokens, endedTokens, subscriptions } =
    state;
  for (const record of [
    accounts,
    calendars,
    grants,
    codes,
    accessTokens,
    refreshTokens,
    endedTokens,
    subscriptions,
  ]) {
    Object.setPrototypeOf(record, null);
  }
  for (const calendar of Object.values(calendars)) bareCalendar(calendar);
  return state;
}

export function bareCalendar(calendar: Calendar): Calendar {
  Object.setPrototypeOf(calendar.events, null);
  Object.setPrototypeOf(calendar.access, null);
  return calendar;
}
