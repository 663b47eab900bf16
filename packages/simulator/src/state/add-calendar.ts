import { randomUUID } from "node:crypto";
import { bareCalendar } from "./bare-records.ts";
import type { AccessRole, Calendar, Provider, SimulatorState } from "./model.ts";

export interface CalendarInput {
  provider?: Provider;
  id: string;
  summary: string;
  timeZone: string;
  owner: string;
  primary?: boolean;
  /** Further accounts and what they may do. */
  access?: Record<string, AccessRole>;
}

/** Puts a new empty calendar into the state and returns it. */
export function addCalendar(state: SimulatorState, input: CalendarInput): Calendar {
  state.listVersion += 1;
  const calendar = bareCalendar({
    provider: input.provider ?? "google",
    id: input.id,
    summary: input.summary,
    timeZone: input.timeZone,
    owner: input.owner,
    primary: input.primary ?? false,
    access: { ...input.access, [input.owner]: "owner" },
    version: 0,
    epoch: randomUUID(),
    listVersion: state.listVersion,
    deleted: false,
    events: {},
  });
  state.calendars[input.id] = calendar;
  return calendar;
}
