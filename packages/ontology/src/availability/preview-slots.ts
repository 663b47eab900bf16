import {
  type AvailabilityLevel,
  availabilityLevels,
  findSlots,
  longestRangeDays,
  SetSchedule,
  type Slot,
} from "@availability/domain/availability";
import { DomainError } from "@availability/domain/errors";
import { Instant } from "@availability/domain/time";
import * as z from "zod";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { requireActive } from "./offered.ts";
import { type ProductAvailability, readAvailability } from "./read-availability.ts";
import { slotQuery } from "./slot-query.ts";

const longestRangeMs = longestRangeDays * 24 * 3600 * 1000;

export const PreviewSlots = z
  .object({
    productId: z.uuid("An id of one of your products"),
    /** Whose hours these would be: the product's own, its location's, or the organisation's. */
    level: z.enum(availabilityLevels, `One of ${availabilityLevels.join(", ")}`),
    timeZone: SetSchedule.shape.timeZone,
    weeklyHours: SetSchedule.shape.weeklyHours,
    start: Instant,
    end: Instant,
  })
  .refine(({ start, end }) => start < end && end - start <= longestRangeMs, {
    path: ["end"],
    message: `The end must be after the start, by at most ${longestRangeDays} days`,
  });
export type PreviewSlots = z.output<typeof PreviewSlots>;

/** `applies` is false when a nearer level has hours of its own; the slots are then those of today. */
export type SlotPreview = { slots: Slot[]; applies: boolean };

/**
 * The slots that a product would have with these weekly hours; nothing is written. Throws `not_found`, and `outside_rules`
 * for an archived product.
 */
export async function previewSlots(ctx: Ctx, input: PreviewSlots): Promise<SlotPreview> {
  const organizationId = authorize(ctx, "view_bookings");
  const { productId, level, start, end } = input;
  const now = ctx.now();
  const [read] = await readAvailability(ctx.db, { organizationId, productIds: [productId], start, end, now });
  if (!read) throw new DomainError("not_found", "No product of your organisation has this id");
  requireActive(read);
  const applies = read.hours === null || !isNearer(read.hours.level, level);
  const availability = applies ? withHours(read, input) : read;
  return { slots: findSlots(slotQuery(availability, { start, end, now })), applies };
}

function isNearer(one: AvailabilityLevel, other: AvailabilityLevel): boolean {
  return availabilityLevels.indexOf(one) < availabilityLevels.indexOf(other);
}

/** The seasons of the level stay; those of a level further up no longer count. */
function withHours(
  availability: ProductAvailability,
  { level, timeZone, weeklyHours }: PreviewSlots,
): ProductAvailability {
  const { hours } = availability;
  const weekly = weeklyHours.flatMap(({ days, start, end }) =>
    days.map((weekday) => ({ weekday, start, end })),
  );
  const seasons = hours?.level === level ? hours.seasons : [];
  return { ...availability, hours: { level, timeZone, weekly, seasons } };
}
