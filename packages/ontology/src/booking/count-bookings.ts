import { bookings } from "@availability/db/schema";
import { count } from "drizzle-orm";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { type BookingFilter, passing, requireFilter } from "./booking-filter.ts";

/** How many are counted at most. */
const most = 1000;

/** How many bookings pass the filter; `isMore` says that counting stopped at 1,000. Throws as `listBookings` does. */
export async function countBookings(
  ctx: Ctx,
  filter: BookingFilter,
): Promise<{ count: number; isMore: boolean }> {
  const organizationId = authorize(ctx, "view_bookings");
  await requireFilter(ctx.db, organizationId, filter);
  const some = ctx.db
    .select({ id: bookings.id })
    .from(bookings)
    .where(passing(ctx.db, organizationId, filter, { limit: most + 1 }))
    .limit(most + 1)
    .as("some");
  const [row] = await ctx.db.select({ count: count() }).from(some);
  const found = row?.count ?? 0;
  return { count: Math.min(found, most), isMore: found > most };
}
