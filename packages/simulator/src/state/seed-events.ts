import { randomUUID } from "node:crypto";
import type { Calendar, EventDetails, EventTime, SimulatorState, StoredEvent } from "./model.ts";
import { ANN, SEED_CALENDARS } from "./seed-ids.ts";
import { instantOf, wallAt, wallDate } from "./zone.ts";

const DAY_MS = 86_400_000;

export interface Planned extends EventDetails {
  /** Days after the Monday of the week that holds `now`. */
  day: number;
  /** "HH:MM" in the zone of the seed; absent for a whole day. */
  from?: string;
  to?: string;
  status?: StoredEvent["status"];
  recurrence?: string[];
  /** Fields of a Microsoft event, in the words of Graph. */
  graph?: Record<string, unknown>;
}

const MEETING_ROOM: Planned[] = [
  { day: 1, from: "10:00", to: "11:30", summary: "Board meeting" },
  { day: 3, from: "14:00", to: "15:00", summary: "Interview" },
  { day: 7, from: "09:30", to: "10:30", summary: "Supplier visit" },
  { day: 9, from: "13:00", to: "15:00", summary: "Workshop" },
];

const ANNS_OWN: Planned[] = [
  { day: 0, from: "09:00", to: "09:30", summary: "Team meeting", recurrence: ["RRULE:FREQ=WEEKLY;BYDAY=MO"] },
  { day: 2, from: "12:00", to: "13:00", summary: "Lunch with Ben" },
  { day: 3, from: "16:00", to: "17:00", summary: "Focus: accounts", transparency: "transparent" },
  {
    day: 4,
    from: "11:00",
    to: "12:00",
    summary: "Vendor demo",
    attendees: [
      { email: "sales@vendor.example", organizer: true, responseStatus: "accepted" },
      { email: ANN, responseStatus: "declined" },
    ],
  },
  { day: 8, from: "15:00", to: "16:00", summary: "Dentist", status: "tentative" },
  { day: 10, summary: "Trade fair" },
];

/** Fills the seeded Google calendars with a few events on the working days of this week and the next. */
export function seedEvents(state: SimulatorState, timeZone: string, now: number): void {
  const plans: [string, Planned[]][] = [
    [SEED_CALENDARS.meetingRoom, MEETING_ROOM],
    [SEED_CALENDARS.ann, ANNS_OWN],
    [
      SEED_CALENDARS.holidays,
      [{ day: 11, summary: "Public holiday (made up)", transparency: "transparent" }],
    ],
    [SEED_CALENDARS.ben, [{ day: 1, from: "08:00", to: "09:00", summary: "Gym" }]],
  ];
  layOut(state, plans, { timeZone, now });
}

/** Puts planned events into calendars, by id, around the week of `now`. */
export function layOut(
  state: SimulatorState,
  plans: [string, Planned[]][],
  { timeZone, now }: { timeZone: string; now: number },
): void {
  const today = Date.parse(`${wallDate(wallAt(now, timeZone))}T00:00:00Z`);
  const monday = today - ((new Date(today).getUTCDay() + 6) % 7) * DAY_MS;
  for (const [calendarId, planned] of plans) {
    const calendar = state.calendars[calendarId];
    if (calendar === undefined) throw new Error(`The seed has no calendar ${calendarId}.`);
    for (const plan of planned) store(calendar, plan, { timeZone, monday, now });
  }
}

function store(
  calendar: Calendar,
  plan: Planned,
  week: { timeZone: string; monday: number; now: number },
): void {
  const { day, from, to, status, recurrence, graph, ...details } = plan;
  const wall = week.monday + day * DAY_MS;
  const id = randomUUID().replaceAll("-", "");
  const written = new Date(week.now).toISOString();
  calendar.version += 1;
  calendar.events[id] = {
    id,
    iCalUID: `${id}@google.com`,
    status: status ?? "confirmed",
    version: calendar.version,
    created: written,
    updated: written,
    sequence: 0,
    createdBy: calendar.owner,
    start: from === undefined ? { kind: "day", date: wallDate(wall) } : at(wall, from, week.timeZone),
    end: to === undefined ? { kind: "day", date: wallDate(wall + DAY_MS) } : at(wall, to, week.timeZone),
    ...(recurrence === undefined ? {} : { recurrence }),
    details,
    ...(calendar.provider === "google"
      ? {}
      : { graph: { fields: graph ?? {}, properties: {}, transactionId: null, bodyHash: null } }),
  };
}

function at(dayWall: number, time: string, timeZone: string): EventTime {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return { kind: "instant", at: instantOf(dayWall + (hours * 60 + minutes) * 60_000, timeZone), timeZone };
}
