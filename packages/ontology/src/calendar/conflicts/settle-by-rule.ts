import { newId } from "@availability/db";
import { bookingEvents, bookings, calendarConflicts, organizations } from "@availability/db/schema";
import { type ConflictChoice, mostReverts, revertsWithinMs } from "@availability/domain/calendar";
import { isDomainError } from "@availability/domain/errors";
import { and, asc, eq, gt, inArray, isNull, sql } from "drizzle-orm";
import type { Ctx } from "../../ctx.ts";
import { announceOpened } from "./open-conflicts.ts";
import { settleConflict } from "./settle-conflict.ts";

// The next reading of the calendar takes up the rest.
const mostAtOnce = 50;

type Rule = "apply" | "revert";

/**
 * Settles what somebody did to events of one calendar as the organisation decided beforehand: the booking follows, or the
 * event is put back, at most twice in a day. What the rules of booking refuse, or was put back too often, is left to a person,
 * with the reason in the booking's timeline.
 */
export async function settleByRule(ctx: Ctx, { calendarId }: { calendarId: string }): Promise<void> {
  const { organizationId } = ctx.actor;
  const open = await ctx.db
    .select({
      id: calendarConflicts.id,
      kind: calendarConflicts.kind,
      pushId: calendarConflicts.pushId,
      bookingId: bookings.id,
      bookingStatus: bookings.status,
      policy: organizations.externalChangePolicy,
    })
    .from(calendarConflicts)
    .innerJoin(bookings, eq(bookings.id, calendarConflicts.bookingId))
    .innerJoin(organizations, eq(organizations.id, calendarConflicts.organizationId))
    .where(
      and(
        eq(calendarConflicts.organizationId, organizationId),
        eq(calendarConflicts.calendarId, calendarId),
        isNull(calendarConflicts.resolvedAt),
        inArray(calendarConflicts.kind, ["ext_moved", "ext_deleted"]),
        sql`not exists ${refusals(ctx)}`,
      ),
    )
    .orderBy(asc(calendarConflicts.detectedAt), asc(calendarConflicts.id))
    .limit(mostAtOnce);
  // Not what was asked for: it must not become the answer to that.
  const { attempt: _, ...environment } = ctx;
  const system: Ctx = { ...environment, actor: { kind: "system", organizationId } };
  for (const conflict of open) {
    if (conflict.policy === "ask") continue;
    const refusal = await tryRule(system, { ...conflict, rule: conflict.policy });
    if (refusal) await leaveToPerson(system, conflict, refusal);
  }
}

type Conflict = Pick<typeof calendarConflicts.$inferSelect, "id" | "kind" | "pushId">;

/** What stood against it; null when it is settled. */
async function tryRule(ctx: Ctx, { rule, ...conflict }: Conflict & { rule: Rule }): Promise<string | null> {
  if (rule === "revert" && (await countReverts(ctx, conflict)) >= mostReverts) {
    return "The event was put back twice within a day and changed again";
  }
  try {
    await settleConflict(ctx, { conflictId: conflict.id, choice: choiceOf(rule, conflict), by: null });
    return null;
  } catch (error) {
    if (!isDomainError(error)) throw error;
    // Somebody else settled it first.
    return error.code === "stale" || error.code === "rate_limited" ? null : error.message;
  }
}

function choiceOf(rule: Rule, { kind }: Conflict): ConflictChoice {
  if (kind === "ext_moved") return rule;
  return rule === "apply" ? "cancel" : "restore";
}

function countReverts(ctx: Ctx, { pushId }: Conflict): Promise<number> {
  if (pushId === null) return Promise.resolve(0);
  return ctx.db.$count(
    calendarConflicts,
    and(
      eq(calendarConflicts.pushId, pushId),
      eq(calendarConflicts.resolution, "reverted"),
      isNull(calendarConflicts.resolvedBy),
      gt(calendarConflicts.resolvedAt, new Date(ctx.now() - revertsWithinMs)),
    ),
  );
}

/** That a rule was refused stands in the timeline under this action; such a conflict is not tried again. */
export const refusedAction = "calendar_change_refused";

function refusals(ctx: Ctx) {
  return ctx.db
    .select({ one: sql`1` })
    .from(bookingEvents)
    .where(
      and(
        eq(bookingEvents.bookingId, calendarConflicts.bookingId),
        eq(bookingEvents.action, refusedAction),
        sql`${bookingEvents.details}->>'conflictId' = ${calendarConflicts.id}::text`,
      ),
    );
}

async function leaveToPerson(
  ctx: Ctx,
  conflict: { id: string; bookingId: string; bookingStatus: (typeof bookings.$inferSelect)["status"] },
  reason: string,
): Promise<void> {
  const { organizationId } = ctx.actor;
  await ctx.db.transaction(async (tx) => {
    await tx.insert(bookingEvents).values({
      id: newId(),
      organizationId,
      bookingId: conflict.bookingId,
      fromStatus: conflict.bookingStatus,
      toStatus: conflict.bookingStatus,
      action: refusedAction,
      reason,
      details: { conflictId: conflict.id },
      actorKind: "system",
      at: new Date(ctx.now()),
    });
    await announceOpened(tx, organizationId, [conflict.id]);
  });
  ctx.publish();
}
