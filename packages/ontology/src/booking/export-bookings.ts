import { bookings } from "@availability/db/schema";
import { DomainError } from "@availability/domain/errors";
import { count } from "drizzle-orm";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { mostExported, pagesToExport } from "../page.ts";
import { type BookingFilter, passing, requireFilter } from "./booking-filter.ts";
import type { Booking } from "./booking-view.ts";
import { type ListBookings, readPage } from "./list-bookings.ts";

export type ExportBookings = BookingFilter & Pick<ListBookings, "order">;

/**
 * All bookings that pass the filter, by start, a page at a time, so that nothing has to be held in memory. Throws as
 * `listBookings` does, and `outside_rules` when there are more than 50,000; all of that before the first page.
 */
export async function exportBookings(ctx: Ctx, input: ExportBookings): Promise<AsyncGenerator<Booking[]>> {
  const organizationId = authorize(ctx, "view_bookings");
  await requireFilter(ctx.db, organizationId, input);
  await requireFew(ctx, organizationId, input);
  return pagesToExport((at) => readPage(ctx.db, organizationId, { ...input, ...at }));
}

async function requireFew(ctx: Ctx, organizationId: string, filter: BookingFilter): Promise<void> {
  const some = ctx.db
    .select({ id: bookings.id })
    .from(bookings)
    .where(passing(ctx.db, organizationId, filter, { limit: mostExported + 1 }))
    .limit(mostExported + 1)
    .as("some");
  const [row] = await ctx.db.select({ count: count() }).from(some);
  if (!row || row.count <= mostExported) return;
  const detail = `More than ${mostExported} bookings at a time are not exported; narrow them with from and to`;
  throw new DomainError("outside_rules", detail, { errors: [{ pointer: "/from", detail }] });
}
