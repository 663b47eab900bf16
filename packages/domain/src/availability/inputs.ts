import * as z from "zod";
import { Instant, LocalDateInput, TimeZone } from "../time/inputs.ts";
import { addDays } from "../time/local-date.ts";

export * from "./inputs/blocks.ts";
export * from "./inputs/exceptions.ts";
export * from "./inputs/holidays.ts";
export { Owner, type OwnerGiven, ownerOf } from "./inputs/owner.ts";
export * from "./inputs/schedules.ts";

const dayMs = 24 * 3600 * 1000;

/** The longest range one reading may cover. */
export const longestRangeDays = 62;

const range = { start: Instant, end: Instant };

function checkRange(input: { start: number; end: number }, fault: (message: string) => void): void {
  if (input.end <= input.start) fault("The end must be after the start");
  else if (input.end - input.start > longestRangeDays * dayMs)
    fault(`Ask for at most ${longestRangeDays} days at a time`);
}

export const ListSlots = z
  .object({
    productId: z.uuid(),
    ...range,
    durationMinutes: z.coerce.number().int().min(5).max(10_080).optional(),
    attendees: z.coerce.number().int().min(1, "At least 1").max(10_000).optional(),
    /** Asks for a reason for every stretch without a slot as well. */
    explain: z.boolean().optional(),
    /** The caller's own hold, which is then not in the way. */
    holdId: z.uuid("An id of one of your holds").optional(),
  })
  .superRefine((input, check) =>
    checkRange(input, (message) => check.addIssue({ code: "custom", path: ["end"], message })),
  );
export type ListSlots = z.output<typeof ListSlots>;

export const GetProductCalendar = z
  .object({ productId: z.uuid(), ...range, durationMinutes: z.int().min(5).max(10_080).optional() })
  .superRefine((input, check) =>
    checkRange(input, (message) => check.addIssue({ code: "custom", path: ["end"], message })),
  );
export type GetProductCalendar = z.output<typeof GetProductCalendar>;

/** How many calendars stand side by side at most. */
export const mostCalendars = 6;

export const GetProductCalendars = z
  .object({
    productIds: z
      .array(z.uuid("An id of one of your products"))
      .min(1, "Name at least one product")
      .max(mostCalendars, `At most ${mostCalendars} products at a time`),
    ...range,
  })
  .superRefine((input, check) =>
    checkRange(input, (message) => check.addIssue({ code: "custom", path: ["end"], message })),
  );
export type GetProductCalendars = z.output<typeof GetProductCalendars>;

/** How many products one reading may be about. */
export const mostProducts = 50;
/** The days of a month with the rest of its first and last week. */
const mostDaysCounted = 42;

export const CountDays = z
  .object({
    productIds: z
      .array(z.uuid("An id of one of your products"))
      .min(1, "Name at least one product")
      .max(mostProducts, `At most ${mostProducts} products at a time`),
    /** Both included. */
    from: LocalDateInput,
    to: LocalDateInput,
    /** Whose days; the first product's own when left out. */
    timeZone: TimeZone.optional(),
  })
  .refine(({ from, to }) => from <= to && to < addDays(from, mostDaysCounted), {
    path: ["to"],
    message: `The last date must not lie before the first; at most ${mostDaysCounted} days at a time`,
  });
export type CountDays = z.output<typeof CountDays>;

/** Products times days of one reading. */
const mostProductDays = 500;

export const ListSlotsOfProducts = z
  .object({
    productIds: z
      .array(z.uuid("An id of one of your products"))
      .min(1, "Name at least one product")
      .max(mostProducts, `At most ${mostProducts} products at a time`),
    ...range,
    durationMinutes: z.coerce.number().int().min(5).max(10_080).optional(),
    attendees: z.coerce.number().int().min(1, "At least 1").max(10_000).optional(),
  })
  .superRefine((input, check) => {
    const fault = (message: string) => check.addIssue({ code: "custom", path: ["end"], message });
    checkRange(input, fault);
    const days = (input.end - input.start) / dayMs;
    if (days * input.productIds.length > mostProductDays) {
      fault(`Products times days may be at most ${mostProductDays}; ask for fewer at a time`);
    }
  });
export type ListSlotsOfProducts = z.output<typeof ListSlotsOfProducts>;

export const FindNextSlots = z.object({
  productId: z.uuid(),
  /** From now on when absent. */
  from: Instant.optional(),
  durationMinutes: z.coerce.number().int().min(5).max(10_080).optional(),
  attendees: z.coerce.number().int().min(1, "At least 1").max(10_000).optional(),
  count: z.coerce.number().int().min(1, "At least 1").max(50, "At most 50").default(1),
});
export type FindNextSlots = z.output<typeof FindNextSlots>;
