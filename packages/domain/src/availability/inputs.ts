import * as z from "zod";
import { Hours, Instant, LocalDateInput, TimeZone } from "../time/inputs.ts";

const Weekday = z.int("A whole number").min(1, "1 = Monday").max(7, "7 = Sunday");

export const SetSchedule = z.object({
  productId: z.uuid(),
  timeZone: TimeZone,
  weeklyHours: z
    .array(Hours.safeExtend({ days: z.array(Weekday).min(1, "Name at least one weekday").max(7) }))
    .max(50, "At most 50 ranges a week"),
});
export type SetSchedule = z.output<typeof SetSchedule>;

export const CreateException = z.object({
  productId: z.uuid(),
  date: LocalDateInput,
  hours: z.array(Hours).max(20, "At most 20 ranges a day"),
  reason: z.string().trim().max(500, "At most 500 characters").nullish(),
});
export type CreateException = z.output<typeof CreateException>;

const longestBlockMs = 366 * 24 * 3600 * 1000;

export const CreateBlock = z
  .object({
    productId: z.uuid(),
    start: Instant,
    end: Instant,
    reason: z.string().trim().max(500, "At most 500 characters").nullish(),
  })
  .refine(({ start, end }) => end > start, { path: ["end"], message: "The end must be after the start" })
  .refine(({ start, end }) => end - start <= longestBlockMs, { path: ["end"], message: "At most 366 days" });
export type CreateBlock = z.output<typeof CreateBlock>;

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
