import type { CreateException } from "@availability/domain/availability";
import { addDays, instantOf, type LocalDate, localDateOf, weekday } from "@availability/domain/time";
import { type DemoProductKey, demoTimeZone } from "./demo-catalogue.ts";

export type DemoBooking = {
  product: DemoProductKey;
  /** Epoch ms. */
  start: number;
  durationMinutes: number;
  attendees: number;
  customer: { name: string; email: string };
};

export type DemoAgenda = {
  bookings: DemoBooking[];
  block: { product: DemoProductKey; start: number; end: number; reason: string };
  exceptions: ({ product: DemoProductKey; date: string } & Pick<CreateException, "hours" | "reason">)[];
};

type Plan = [
  product: DemoProductKey,
  day: number,
  time: string,
  minutes: number,
  attendees: number,
  name: string,
];

// Days count the working days from the first that still has an afternoon. The times keep clear of the events that the
// simulator's "Meeting room" calendar holds on any weekday: 09:30-11:30 and 13:00-15:00. A customer books a product once.
const plans: Plan[] = [
  ["room", 0, "15:30", 60, 1, "Carla Diaz"],
  ["room", 0, "17:00", 30, 1, "Emil Sand"],
  ["room", 1, "12:00", 30, 1, "Fatima Noor"],
  ["room", 1, "15:30", 60, 1, "Goran Petrov"],
  ["room", 2, "15:30", 60, 1, "Hanna Lorenz"],
  ["room", 3, "12:00", 30, 1, "Ivo Marin"],
  ["room", 5, "15:30", 60, 1, "Jonas Weber"],
  ["room", 6, "16:30", 60, 1, "Rosa Klein"],
  ["consultation", 1, "10:00", 45, 1, "Kim Larsen"],
  ["consultation", 2, "14:30", 30, 1, "Lea Fischer"],
  ["consultation", 5, "11:00", 45, 1, "Milan Horvat"],
  ["yoga", 1, "18:00", 60, 3, "Nora Ek"],
  ["yoga", 1, "18:00", 60, 2, "Omar Haddad"],
  ["yoga", 2, "18:00", 60, 1, "Petra Novak"],
  ["yoga", 5, "18:00", 60, 4, "Quinn Adams"],
];

/** What is in the demo's diary when it is filled at `now` (epoch ms): everything lies ahead, most of it this week. */
export function demoAgenda(now: number): DemoAgenda {
  const days = workingDays(firstDay(now), 8);
  const at = (day: number, time: string) => instantAt(days[day] ?? "", time);
  return {
    bookings: plans.map(([product, day, time, durationMinutes, attendees, name]) => ({
      product,
      start: at(day, time),
      durationMinutes,
      attendees,
      customer: { name, email: `${name.toLowerCase().replace(" ", ".")}@example.com` },
    })),
    block: { product: "room", start: at(1, "17:00"), end: at(1, "18:00"), reason: "Projector repair" },
    exceptions: [
      {
        product: "room",
        date: days[4] ?? "",
        hours: [{ start: "10:00", end: "14:00" }],
        reason: "Staff training in the afternoon",
      },
      { product: "yoga", date: days[7] ?? "", hours: [], reason: "Teacher away" },
    ],
  };
}

/** Today while its afternoon can still be booked; the next date otherwise. */
function firstDay(now: number): LocalDate {
  const today = localDateOf(now, demoTimeZone);
  return now < instantAt(today, "14:30") ? today : addDays(today, 1);
}

function workingDays(from: LocalDate, count: number): LocalDate[] {
  const days: LocalDate[] = [];
  for (let date = from; days.length < count; date = addDays(date, 1)) {
    if (weekday(date) <= 5) days.push(date);
  }
  return days;
}

function instantAt(date: LocalDate, time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return instantOf(date, hours * 60 + minutes, demoTimeZone);
}
