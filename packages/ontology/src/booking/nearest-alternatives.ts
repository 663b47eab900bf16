import { findSlots, type Slot } from "@availability/domain/availability";
import { readAvailability } from "../availability/read-availability.ts";
import { slotQuery } from "../availability/slot-query.ts";
import type { Ctx } from "../ctx.ts";

const dayMs = 24 * 3600 * 1000;
const count = 3;

/** The free slots of the product nearest to the wished start, at most three, within a week on either side; ascending. */
export async function nearestAlternatives(
  ctx: Ctx,
  wish: {
    organizationId: string;
    productId: string;
    start: number;
    durationMinutes?: number | undefined;
    attendees: number;
  },
): Promise<Slot[]> {
  const { organizationId, productId, durationMinutes, attendees } = wish;
  const range = { start: wish.start - 7 * dayMs, end: wish.start + 7 * dayMs };
  const now = ctx.now();
  const [availability] = await readAvailability(ctx.db, {
    organizationId,
    productIds: [productId],
    ...range,
    now,
  });
  if (!availability) return [];
  const slots = findSlots(
    slotQuery(availability, {
      ...range,
      attendees,
      now,
      ...(durationMinutes === undefined ? {} : { durationMinutes }),
    }),
  );
  return slots
    .sort((a, b) => Math.abs(a.start - wish.start) - Math.abs(b.start - wish.start))
    .slice(0, count)
    .sort((a, b) => a.start - b.start);
}
