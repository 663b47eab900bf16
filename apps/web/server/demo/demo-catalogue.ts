import type { SetSchedule } from "@availability/domain/availability";
import { CreateProduct } from "@availability/domain/product";

export type DemoProductKey = "room" | "consultation" | "yoga";

type DemoProduct = { product: CreateProduct; weeklyHours: SetSchedule["weeklyHours"] };

export const demoTimeZone = "Europe/Berlin";

export const demoOrganization = { name: "Harbour Studio", slug: "harbour-studio", timeZone: demoTimeZone };

export const demoUser = { name: "Dana Demo", email: "demo@harbour-studio.example" };

export const demoLocation = {
  kind: "venue" as const,
  name: "Harbour Studio",
  timeZone: demoTimeZone,
  address: "Speicherstrasse 12, 20457 Hamburg",
};

/** What the demo organisation offers. */
export const demoProducts: Record<DemoProductKey, DemoProduct> = {
  room: {
    product: CreateProduct.parse({
      type: "room",
      name: "Meeting room",
      description: "For up to eight people, with a screen and a view of the harbour.",
      colour: "#1c7ed6",
      durationsMinutes: [60, 30],
      slotStepMinutes: 30,
      bufferAfterMinutes: 10,
      priceMinor: 2500,
    }),
    weeklyHours: [{ days: [1, 2, 3, 4, 5], start: "09:00", end: "18:00" }],
  },
  consultation: {
    product: CreateProduct.parse({
      type: "appointment",
      name: "Consultation with Ben",
      description: "Ben looks at your plans with you. Please book at least four hours ahead.",
      colour: "#7048e8",
      durationsMinutes: [45, 30],
      slotStepMinutes: 30,
      bufferAfterMinutes: 15,
      minNoticeMinutes: 240,
      horizonDays: 60,
      priceMinor: 6000,
    }),
    weeklyHours: [
      { days: [1, 2, 3, 4], start: "10:00", end: "12:30" },
      { days: [1, 2, 3, 4], start: "13:30", end: "17:00" },
    ],
  },
  yoga: {
    product: CreateProduct.parse({
      type: "class",
      name: "Yoga class",
      description: "An hour of yoga for eight; mats are there.",
      colour: "#2f9e44",
      capacity: 8,
      maxAttendeesPerBooking: 4,
      durationsMinutes: [60],
      slotStepMinutes: 60,
      priceMinor: 1500,
    }),
    weeklyHours: [
      { days: [1, 2, 3, 4, 5], start: "18:00", end: "19:00" },
      { days: [6], start: "10:00", end: "11:00" },
    ],
  },
};
