import { newId, type Transaction } from "@availability/db";
import { bookingEvents, bookings } from "@availability/db/schema";
import { initialState } from "@availability/domain/booking";
import { actorColumns } from "../../authorize.ts";
import { desirePushes } from "../../calendar/desire-pushes.ts";
import type { Ctx } from "../../ctx.ts";
import { announce, type DomainEvent } from "../../outbox/index.ts";
import { allocateAt, claimAt, isTaken, type Place } from "../place.ts";
import { termsColumns } from "../terms-columns.ts";
import { type Conflict, conflictsRefusal } from "./conflicts.ts";

type Wanted = {
  organizationId: string;
  seriesId: string;
  customerId: string;
  notes?: string | null | undefined;
  isUnverified: boolean;
  onConflict: "fail" | "skip";
};

type Written = { bookingId: string; status: "pending" | "confirmed" };

/**
 * Books the places of a series, records them and announces them, within the caller's transaction. The constraint on claims
 * has the last word on each: answers those that it refused, or throws `slot_taken` when all were wanted.
 */
export async function writeOccurrences(
  ctx: Ctx,
  tx: Transaction,
  places: readonly Place[],
  wanted: Wanted,
): Promise<Conflict[]> {
  const written: Written[] = [];
  const taken: Conflict[] = [];
  for (const place of places) {
    const one = await write(ctx, tx, place, wanted);
    if (one) written.push(one);
    else taken.push({ start: place.start, end: place.end, reason: "slot_taken" });
  }
  await record(ctx, tx, written, wanted);
  return taken;
}

/** One that is refused undoes itself alone when the rest may stand; a savepoint each is the price of that. */
async function write(ctx: Ctx, tx: Transaction, place: Place, wanted: Wanted): Promise<Written | null> {
  try {
    return await (wanted.onConflict === "skip"
      ? tx.transaction((savepoint) => insert(ctx, savepoint, place, wanted))
      : insert(ctx, tx, place, wanted));
  } catch (error) {
    if (!isTaken(error)) throw error;
    if (wanted.onConflict === "skip") return null;
    const { start, end } = place;
    throw conflictsRefusal([{ start, end, reason: "slot_taken" }], 1);
  }
}

async function insert(ctx: Ctx, tx: Transaction, place: Place, wanted: Wanted): Promise<Written> {
  const { organizationId, seriesId, customerId, notes = null, isUnverified } = wanted;
  const now = ctx.now();
  const at = new Date(now);
  const bookingId = newId();
  const { status, expiresAt } = initialState(place.product, now);
  const allocationId = await allocateAt(tx, place, at);
  await tx.insert(bookings).values({
    id: bookingId,
    organizationId,
    productId: place.product.id,
    customerId,
    seriesId,
    occurrenceStart: new Date(place.start),
    allocationId,
    status,
    startsAt: new Date(place.start),
    endsAt: new Date(place.end),
    attendees: place.attendees,
    notes,
    ...termsColumns(place.product),
    isUnverified,
    expiresAt: expiresAt === null ? null : new Date(expiresAt),
    createdAt: at,
    updatedAt: at,
  });
  await claimAt(tx, place, { bookingId });
  return { bookingId, status };
}

/** As `recordCreation` does for one booking, in one statement for each table. */
async function record(ctx: Ctx, tx: Transaction, written: readonly Written[], wanted: Wanted): Promise<void> {
  if (written.length === 0) return;
  const { organizationId, seriesId } = wanted;
  const at = new Date(ctx.now());
  const by = { organizationId, action: "create", details: { seriesId }, ...actorColumns(ctx.actor), at };
  await tx
    .insert(bookingEvents)
    .values(written.map(({ bookingId, status }) => ({ ...by, id: newId(), bookingId, toStatus: status })));
  const confirmed = written.filter(({ status }) => status === "confirmed");
  const bookingIds = confirmed.map(({ bookingId }) => bookingId);
  await desirePushes(tx, { organizationId, bookingIds, at });
  await announce(
    tx,
    written.flatMap((one) => eventsOf(one, organizationId)),
  );
}

function eventsOf({ bookingId, status }: Written, organizationId: string): DomainEvent[] {
  const data = { organizationId, bookingId, version: 1 };
  const created: DomainEvent = { name: "booking/created", data };
  return status === "confirmed" ? [created, { name: "booking/confirmed", data }] : [created];
}
