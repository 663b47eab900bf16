import { calendarSyncStates, organizations } from "@availability/db/schema";
import { DomainError } from "@availability/domain/errors";
import { and, eq, isNull, lt, or, sql } from "drizzle-orm";
import type { Ctx } from "../ctx.ts";
import { syncCalendar } from "./sync-calendar.ts";

/** How long a customer waits for calendars to be read. */
const budgetMs = 2000;

type Target = { organizationId: string; productId: string };

/**
 * Reads the calendars first that could object to a booking of this product and are known to have changed, or were not read
 * for too long: for two seconds at most. Returns true when some could not be read in time, so that the booking is to be
 * marked as unverified. Throws `provider_unavailable` where the organisation would rather refuse.
 */
export async function freshen(ctx: Ctx, target: Target): Promise<boolean> {
  const doubtful = await listDoubtful(ctx, target);
  if (doubtful.length === 0) return false;
  const budget = timeout(budgetMs);
  const reads = doubtful.map(({ calendarId }) => syncCalendar(ctx, { calendarId }));
  await Promise.race([Promise.allSettled(reads), budget.passed]);
  budget.clear();
  const left = await listDoubtful(ctx, target);
  if (left.length === 0) return false;
  if (left[0]?.freshnessPolicy === "allow") return true;
  throw new DomainError(
    "provider_unavailable",
    "A calendar of this product could not be read just now, so that nobody knows whether it is free; try again shortly",
  );
}

async function listDoubtful(ctx: Ctx, { organizationId, productId }: Target) {
  const now = new Date(ctx.now()).toISOString();
  const linked = sql`(
    with recursive needed(id, depth) as (
      select ${productId}::uuid, 0
      union
      select m.product_id, needed.depth + 1
      from needed
        join requirement_groups g on g.product_id = needed.id
        join requirement_members m on m.group_id = g.id
      where needed.depth < 6
    )
    select k.id
    from needed
      join calendar_links l on l.product_id = needed.id and l.counts_busy
      join external_calendars k on k.id = l.calendar_id and k.status = 'active'
      join calendar_connections n on n.id = k.connection_id and n.status = 'active'
  )`;
  return ctx.db
    .select({
      calendarId: calendarSyncStates.calendarId,
      freshnessPolicy: organizations.freshnessPolicy,
    })
    .from(calendarSyncStates)
    .innerJoin(organizations, eq(organizations.id, calendarSyncStates.organizationId))
    .where(
      and(
        eq(calendarSyncStates.organizationId, organizationId),
        sql`${calendarSyncStates.calendarId} in ${linked}`,
        or(
          lt(calendarSyncStates.syncedSeq, calendarSyncStates.dirtySeq),
          isNull(calendarSyncStates.lastSuccessAt),
          sql`${calendarSyncStates.lastSuccessAt} < ${now}::timestamptz - make_interval(mins => ${organizations.calendarStaleMinutes})`,
        ),
      ),
    )
    .limit(20);
}

/** A promise that resolves after so many ms, unless cleared. */
function timeout(ms: number): { passed: Promise<void>; clear: () => void } {
  let timer: NodeJS.Timeout | undefined;
  const passed = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  return { passed, clear: () => clearTimeout(timer) };
}
