import { bookings, calendarConnections } from "@availability/db/schema";
import { must } from "@availability/domain/errors";
import { and, asc, eq, inArray } from "drizzle-orm";
import { listConflicts, resolveConflict } from "../../src/calendar/index.ts";
import type { Stage } from "./stage.ts";

export async function connectionOf({ ctx }: Stage): Promise<string> {
  const [connection] = await ctx.db
    .select({ id: calendarConnections.id })
    .from(calendarConnections)
    .where(eq(calendarConnections.organizationId, ctx.actor.organizationId));
  return connection?.id ?? "";
}

/** A person answers the oldest question that is open; false when none is. Letting both stand is for overlaps alone. */
export async function settleOne({ ctx }: Stage, n: number): Promise<boolean> {
  const { data } = await listConflicts(ctx, { state: "open", limit: 100 });
  const conflict = data.at(-1);
  if (!conflict) return false;
  const choices = conflict.choices.filter(
    (choice) => (choice === "dismiss") === (conflict.kind === "overlap"),
  );
  const choice = nthOf(choices, n);
  await resolveConflict(ctx, { conflictId: conflict.id, choice });
  return true;
}

export function nthOf<T>(items: readonly T[], n: number): T {
  return must(items[n % items.length], "there is one at least");
}

export async function nthBooking({ ctx }: Stage, n: number) {
  const rows = await ctx.db
    .select({ id: bookings.id })
    .from(bookings)
    .where(
      and(eq(bookings.organizationId, ctx.actor.organizationId), inArray(bookings.status, ["confirmed"])),
    )
    .orderBy(asc(bookings.id));
  return rows[n % Math.max(rows.length, 1)];
}
