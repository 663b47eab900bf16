import type { Booking } from "../../src/booking/index.ts";
import { createBooking } from "../../src/booking/index.ts";
import type { Ctx } from "../../src/index.ts";
import { at, createRoom } from "../world.ts";
import type { Command } from "./messages.ts";

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const ten = at("2026-11-24T10:00:00+01:00");
export const allCodes = ["slot_taken", "stale", "illegal_transition", "outside_rules"];

/** Some share a customer, who is then locked, too. */
export const customerOf = (index: number) => ({
  name: `Customer ${index % 9}`,
  email: `customer-${index % 9}@example.org`,
});

export function create(productId: string, index: number, more: object = {}): Command {
  const input = { productId, start: ten, attendees: 1, customer: customerOf(index), ...more };
  return { verb: "create", input };
}

export function book(ctx: Ctx, productId: string, start = ten, attendees = 1): Promise<Booking> {
  return createBooking(ctx, { productId, start, attendees, customer: customerOf(start / hourMs) });
}

export const times = <Made>(count: number, make: (index: number) => Made): Made[] =>
  Array.from({ length: count }, (_, index) => make(index));

/** A class of eight that needs one of two teachers and the studio. */
export async function createClass(ctx: Ctx) {
  const teachers = [await staff(ctx), await staff(ctx)];
  const studio = await createRoom(ctx, { name: "Studio" });
  const yoga = await createRoom(ctx, {
    type: "class",
    name: "Yoga",
    capacity: 8,
    maxAttendeesPerBooking: 4,
    durationsMinutes: [60, 90, 30],
    requirements: [anyOf(1, teachers), anyOf(1, [studio])],
  });
  return { yoga, teachers, studio };
}

export const staff = (ctx: Ctx) => createRoom(ctx, { type: "staff", name: "Staff" });

export function anyOf(count: number, productIds: string[]) {
  return { name: "Group", count, units: 1, productIds };
}
