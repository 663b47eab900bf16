import * as z from "zod";
import { CancelBooking, CreateBooking, RescheduleBooking } from "./inputs.ts";

const { productId, start, durationMinutes, attendees, customer, notes } = CreateBooking.shape;
const { bookingId, reason } = RescheduleBooking.shape;

const rrule = z
  .string()
  .trim()
  .min(1, "Write a rule such as FREQ=WEEKLY;COUNT=10")
  .max(500, "At most 500 characters");

const onConflict = z.enum(["fail", "skip"], "fail (all occurrences or none) or skip (those that are free)");
const scope = z.enum(["this", "following", "all"], "One of this, following, all");
const seriesId = z.uuid("An id of one of your series");
/** The version of the series that the caller decided on; refused as stale when it has moved on. */
const version = z.int("A whole number").min(1, "At least 1").optional();

/** Without a duration, the first that the product offers. */
export const PreviewSeries = z.object({ productId, start, durationMinutes, attendees, rrule });
export type PreviewSeries = z.output<typeof PreviewSeries>;

export const CreateSeries = z.object({
  ...PreviewSeries.shape,
  customer,
  notes,
  onConflict: onConflict.default("fail"),
});
export type CreateSeries = z.output<typeof CreateSeries>;

export const GetSeries = z.object({ seriesId });

/** `this` and `following` name the booking that they mean; `all` is everything of the series that is still to come. */
export const CancelSeries = z.object({
  seriesId,
  bookingId: bookingId.optional(),
  scope,
  reason,
  waiveFee: CancelBooking.shape.waiveFee,
  version,
});
export type CancelSeries = z.output<typeof CancelSeries>;

/** `start` is the new start of the booking that is named; the others move by as much, by the clock on the wall. */
export const EditSeries = z.object({
  seriesId,
  bookingId,
  scope,
  start: start.optional(),
  durationMinutes,
  attendees: attendees.unwrap().optional(),
  notes,
  onConflict: onConflict.default("fail"),
  /** Moves those as well that were moved on their own; they keep their time otherwise. */
  includeMoved: z.boolean("true or false").optional(),
  reason,
  version,
});
export type EditSeries = z.output<typeof EditSeries>;
