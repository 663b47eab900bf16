import { randomUUID } from "node:crypto";
import { addCalendar } from "./add-calendar.ts";
import type { SimulatorState } from "./model.ts";
import { seedEvents } from "./seed-events.ts";
import { ANN, BEN, SEED_CALENDARS } from "./seed-ids.ts";
import { seedMicrosoft } from "./seed-microsoft.ts";
import { DEFAULT_SETTINGS } from "./settings.ts";
import { signingKey } from "./signing-key.ts";

const ZONE = "Europe/Berlin";

/** A new state with the seeded accounts and calendars, its events laid out around `now` (epoch ms). */
export async function seedState(now: number): Promise<SimulatorState> {
  const state: SimulatorState = {
    format: 1,
    epoch: randomUUID(),
    clockOffsetMs: 0,
    signingKey: await signingKey(),
    settings: { ...DEFAULT_SETTINGS },
    accounts: {
      [ANN]: {
        email: ANN,
        name: "Ann Berg",
        sub: "100000000000000000001",
        timeZone: ZONE,
        providers: ["google"],
      },
      [BEN]: {
        email: BEN,
        name: "Ben Lind",
        sub: "100000000000000000002",
        timeZone: ZONE,
        providers: ["google"],
      },
    },
    calendars: {},
    listVersion: 0,
    grants: {},
    codes: {},
    accessTokens: {},
    refreshTokens: {},
    endedTokens: {},
    subscriptions: {},
    mails: [],
  };
  addCalendar(state, {
    id: SEED_CALENDARS.meetingRoom,
    summary: "Meeting room",
    timeZone: ZONE,
    owner: ANN,
    access: { [BEN]: "reader" },
  });
  addCalendar(state, {
    id: SEED_CALENDARS.ann,
    summary: "Ann Berg",
    timeZone: ZONE,
    owner: ANN,
    primary: true,
  });
  addCalendar(state, {
    id: SEED_CALENDARS.holidays,
    summary: "Holidays in Germany",
    timeZone: ZONE,
    owner: "holidays@calendar.google.example",
    access: { [ANN]: "reader" },
  });
  addCalendar(state, {
    id: SEED_CALENDARS.ben,
    summary: "Ben Lind",
    timeZone: ZONE,
    owner: BEN,
    primary: true,
  });
  seedEvents(state, ZONE, now);
  seedMicrosoft(state, now);
  return state;
}
