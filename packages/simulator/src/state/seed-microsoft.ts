import { addCalendar } from "./add-calendar.ts";
import type { SimulatorState } from "./model.ts";
import { layOut, type Planned } from "./seed-events.ts";
import { CLEO, DAN, SEED_MICROSOFT_CALENDARS } from "./seed-ids.ts";

const ZONE = "Europe/Berlin";

const CLEOS_OWN: Planned[] = [
  {
    day: 0,
    from: "08:30",
    to: "09:00",
    summary: "Morning round",
    recurrence: ["RRULE:FREQ=WEEKLY;BYDAY=MO"],
  },
  { day: 1, from: "13:00", to: "14:30", summary: "Consultation" },
  { day: 3, from: "10:00", to: "11:00", summary: "Phone hour", graph: { showAs: "tentative" } },
  { day: 4, from: "09:00", to: "12:00", summary: "Paperwork", graph: { showAs: "workingElsewhere" } },
  { day: 8, from: "11:00", to: "12:00", summary: "Case conference" },
  { day: 9, from: "15:00", to: "16:00", summary: "Keep free for walk-ins", graph: { showAs: "free" } },
  { day: 10, summary: "Training day", graph: { showAs: "oof" } },
];

const TREATMENT_ROOM: Planned[] = [
  { day: 2, from: "14:00", to: "16:00", summary: "Equipment service" },
  { day: 8, from: "09:00", to: "10:00", summary: "Deep cleaning" },
];

/** Adds the people of the Microsoft tenant with their calendars, laid out around `now` (epoch ms). */
export function seedMicrosoft(state: SimulatorState, now: number): void {
  const person = (email: string, name: string, sub: string) => {
    state.accounts[email] = { email, name, sub, timeZone: ZONE, providers: ["microsoft"] };
  };
  person(CLEO, "Cleo Stern", "200000000000000000001");
  person(DAN, "Dan Voss", "200000000000000000002");
  const add = (id: string, summary: string, owner: string, more: object = {}) =>
    addCalendar(state, { provider: "microsoft", id, summary, owner, timeZone: ZONE, ...more });
  add(SEED_MICROSOFT_CALENDARS.cleo, "Calendar", CLEO, { primary: true });
  add(SEED_MICROSOFT_CALENDARS.treatmentRoom, "Treatment room", CLEO);
  add(SEED_MICROSOFT_CALENDARS.dan, "Calendar", DAN, { primary: true, access: { [CLEO]: "reader" } });
  const plans: [string, Planned[]][] = [
    [SEED_MICROSOFT_CALENDARS.cleo, CLEOS_OWN],
    [SEED_MICROSOFT_CALENDARS.treatmentRoom, TREATMENT_ROOM],
    [SEED_MICROSOFT_CALENDARS.dan, [{ day: 2, from: "08:00", to: "09:00", summary: "Staff meeting" }]],
  ];
  layOut(state, plans, { timeZone: ZONE, now });
}
