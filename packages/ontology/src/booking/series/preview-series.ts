import type { PreviewSeries } from "@availability/domain/booking";
import { authorize } from "../../authorize.ts";
import type { Ctx } from "../../ctx.ts";
import { checkOccurrences, type Occurrence } from "./check-occurrences.ts";
import { planSeries, readForPlan } from "./plan-series.ts";

export type SeriesPreview = { timeZone: string; durationMinutes: number; occurrences: Occurrence[] };

/**
 * Every occurrence that a series would have, whether it is free, and why not; nothing is written or kept. Throws as
 * `createSeries` does for anything but conflicts.
 */
export async function previewSeries(ctx: Ctx, input: PreviewSeries): Promise<SeriesPreview> {
  const organizationId = authorize(ctx, "view_bookings");
  const now = ctx.now();
  const wish = { ...input, organizationId };
  const plan = await planSeries(ctx.db, wish, now);
  const availability = await readForPlan(ctx.db, wish, plan, now);
  const { timeZone, durationMinutes, intervals } = plan;
  const { attendees } = input;
  const occurrences = checkOccurrences(availability, intervals, { durationMinutes, attendees, now });
  return { timeZone, durationMinutes, occurrences };
}
