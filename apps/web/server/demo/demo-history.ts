import { addDays, instantOf, localDateOf, weekday } from "@availability/domain/time";
import { type DemoProductKey, demoTimeZone } from "./demo-catalogue.ts";

/** A booking of the past, and what became of it. */
export type DemoPastBooking = {
  product: DemoProductKey;
  /** Epoch ms; so is when it was made. */
  start: number;
  madeAt: number;
  durationMinutes: number;
  attendees: number;
  customer: { name: string; email: string };
  outcome: "completed" | "no_show" | "cancelled";
};

type Plan = [product: DemoProductKey, time: string, minutes: number, attendees: number];

const hourMs = 3_600_000;
const daysBack = 56;

// By ISO weekday. Not each of them takes place every week.
const plans: Record<number, Plan[]> = {
  1: [
    ["room", "09:30", 60, 1],
    ["room", "15:00", 60, 1],
  ],
  2: [
    ["consultation", "10:00", 45, 1],
    ["yoga", "18:00", 60, 3],
  ],
  3: [
    ["room", "10:00", 60, 1],
    ["consultation", "14:30", 30, 1],
  ],
  4: [
    ["room", "11:00", 60, 1],
    ["yoga", "18:00", 60, 2],
  ],
  5: [["room", "12:00", 60, 1]],
  6: [["yoga", "10:00", 60, 4]],
};

// Others than those of the agenda, who book a product once.
const names = [
  "Aylin Demir",
  "Bruno Costa",
  "Clara Vogt",
  "David Okoro",
  "Elsa Lind",
  "Farid Nasser",
  "Greta Holm",
];

/** What happened in the eight weeks before `now` (epoch ms), the same for each day on which it is asked. */
export function demoHistory(now: number): DemoPastBooking[] {
  const today = localDateOf(now, demoTimeZone);
  const days = Array.from({ length: daysBack }, (_, i) => addDays(today, i - daysBack));
  return days.flatMap((date, day) =>
    (plans[weekday(date)] ?? []).flatMap((plan, i) => {
      const turn = day * 2 + i;
      return turn % 7 === 3 ? [] : [pastBooking(plan, { date, turn })];
    }),
  );
}

function pastBooking(
  [product, time, durationMinutes, attendees]: Plan,
  { date, turn }: { date: string; turn: number },
): DemoPastBooking {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  const start = instantOf(date, hours * 60 + minutes, demoTimeZone);
  const name = names[turn % names.length] ?? "";
  return {
    ...{ product, start, durationMinutes, attendees },
    madeAt: start - (5 + ((turn * 37) % 500)) * hourMs,
    customer: { name, email: `${name.toLowerCase().replace(" ", ".")}@example.com` },
    outcome: turn % 11 === 5 ? "no_show" : turn % 9 === 4 ? "cancelled" : "completed",
  };
}
