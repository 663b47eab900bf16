import { newId, type Transaction } from "@availability/db";
import { bookingEvents, type bookings } from "@availability/db/schema";
import { type BookingAction, type BookingStatus, transition } from "@availability/domain/booking";
import { sql } from "drizzle-orm";
import { actorColumns } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { announce, type DomainEvent } from "../outbox/index.ts";
import { eventOf } from "./change-status.ts";
import { changedMeanwhile } from "./place.ts";

type Row = typeof bookings.$inferSelect;
/** One line of the timeline; an edit leaves the status as it is. */
type Step = { action: BookingAction | "edit"; details: Record<string, unknown> };

/** What becomes of a booking that the transaction has locked: the steps, and what they change besides the status. */
export type Change = { before: Row; steps: readonly Step[]; set: Partial<Changed> };

type Changed = Pick<
  Row,
  | "startsAt"
  | "endsAt"
  | "allocationId"
  | "attendees"
  | "notes"
  | "overrideReason"
  | "cancelReason"
  | "feeDueMinor"
  | "expiresAt"
>;

/**
 * As `changeStatus` for many bookings of an organisation: writes, records and announces all of them in one statement for each
 * table. Throws `illegal_transition`; a booking that is no longer at its version makes the transaction begin again.
 */
export async function changeMany(
  ctx: Ctx,
  tx: Transaction,
  changes: readonly Change[],
  reason: string | null = null,
): Promise<void> {
  if (changes.length === 0) return;
  const at = new Date(ctx.now());
  const planned = changes.map((change) => ({ ...change, reached: statusesOf(change) }));
  await update(tx, planned, at);
  const by = { reason, ...actorColumns(ctx.actor), at };
  await tx.insert(bookingEvents).values(
    planned.flatMap(({ before, steps, reached }) =>
      steps.map((step, index) => ({
        ...step,
        ...by,
        id: newId(),
        organizationId: before.organizationId,
        bookingId: before.id,
        fromStatus: reached[index - 1] ?? before.status,
        toStatus: reached[index] ?? before.status,
      })),
    ),
  );
  await announce(tx, changes.flatMap(eventsOf));
}

type Planned = Change & { reached: readonly BookingStatus[] };

/** The status after each step. */
function statusesOf({ before, steps }: Change): BookingStatus[] {
  let status = before.status;
  return steps.map(({ action }) => {
    if (action !== "edit") status = transition(status, action);
    return status;
  });
}

function eventsOf({ before, steps }: Change): DomainEvent[] {
  return steps.flatMap(({ action }, index) => {
    const name = action === "edit" ? "booking/changed" : eventOf(action);
    const { organizationId, id: bookingId, version } = before;
    return name ? [{ name, data: { organizationId, bookingId, version: version + index + 1 } }] : [];
  });
}

async function update(tx: Transaction, changes: readonly Planned[], at: Date): Promise<void> {
  const wanted = JSON.stringify(changes.map(wantedOf));
  const rows = await tx.execute(sql`
    update bookings set status = w."status", version = w."version", starts_at = w."startsAt", ends_at = w."endsAt",
      allocation_id = w."allocationId", attendees = w."attendees", notes = w."notes",
      override_reason = w."overrideReason", cancel_reason = w."cancelReason", fee_due_minor = w."feeDueMinor",
      expires_at = w."expiresAt", updated_at = ${at.toISOString()}::timestamptz
    from jsonb_to_recordset(${wanted}::jsonb) as w (
      "id" uuid, "known" integer, "status" text, "version" integer, "startsAt" timestamptz, "endsAt" timestamptz,
      "allocationId" uuid, "attendees" integer, "notes" text, "overrideReason" text, "cancelReason" text,
      "feeDueMinor" integer, "expiresAt" timestamptz)
    where bookings.id = w."id" and bookings.version = w."known"
    returning bookings.id`);
  if (rows.length < changes.length) throw changedMeanwhile();
}

function wantedOf({ before, steps, set, reached }: Planned) {
  const { startsAt, endsAt, allocationId, attendees, notes, ...rest } = { ...before, ...set };
  const { overrideReason, cancelReason, feeDueMinor, expiresAt } = rest;
  const times = { startsAt, endsAt, expiresAt };
  const words = { notes, overrideReason, cancelReason };
  const figures = { attendees, feeDueMinor, known: before.version, version: before.version + steps.length };
  return {
    id: before.id,
    status: reached.at(-1) ?? before.status,
    allocationId,
    ...times,
    ...words,
    ...figures,
  };
}
