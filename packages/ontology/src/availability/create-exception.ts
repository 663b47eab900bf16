import { newId } from "@availability/db";
import { exceptions } from "@availability/db/schema";
import { type CreateException, type Hours, mergeHours } from "@availability/domain/availability";
import { must } from "@availability/domain/errors";
import { sql } from "drizzle-orm";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { type AffectedBookings, withAffected } from "./affected-bookings.ts";
import { ownerColumns, requireOwner } from "./owner.ts";

export type CreatedExceptions = {
  /** Of the first date. */
  id: string;
  data: { id: string; date: string }[];
  hours: Hours[];
  notices: string[];
  affectedBookings: AffectedBookings;
};

/**
 * Gives an owner other hours on one or many dates, or none: closed. A date that has an exception gets this one instead.
 * For a location or the organisation it holds for all their products.
 */
export async function createException(ctx: Ctx, input: CreateException): Promise<CreatedExceptions> {
  const organizationId = authorize(ctx, "manage_availability");
  const dates = [...new Set(input.dates ?? (input.date ? [input.date] : []))].sort();
  const { hours, notices } = mergeHours(input.hours);
  const reason = input.reason ?? null;
  return withAffected(
    ctx,
    { organizationId, dryRun: input.dryRun },
    {
      scope: async (tx) => [(await requireOwner(tx, organizationId, input)).owner],
      apply: async (tx) => {
        const { owner } = await requireOwner(tx, organizationId, input);
        const columns = { organizationId, ...ownerColumns(owner), hours, reason };
        const rows = await tx
          .insert(exceptions)
          .values(dates.map((date) => ({ id: newId(), date, ...columns })))
          .onConflictDoUpdate({
            target: [exceptions.organizationId, exceptions.productId, exceptions.locationId, exceptions.date],
            set: { hours: sql`excluded.hours`, reason: sql`excluded.reason` },
          })
          .returning({ id: exceptions.id, date: exceptions.date });
        const data = rows.sort((a, b) => (a.date < b.date ? -1 : 1));
        const [first] = data;
        return { id: must(first, "an upsert returns its rows").id, data, hours, notices };
      },
    },
  );
}
