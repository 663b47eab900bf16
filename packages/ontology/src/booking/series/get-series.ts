import { authorize } from "../../authorize.ts";
import type { Ctx } from "../../ctx.ts";
import { readSeries, type Series } from "./series-view.ts";

export async function getSeries(ctx: Ctx, input: { seriesId: string }): Promise<Series> {
  return readSeries(ctx.db, authorize(ctx, "view_bookings"), input.seriesId);
}
