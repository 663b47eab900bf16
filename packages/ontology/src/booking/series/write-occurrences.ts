import { newId, type Transaction } from "@availability/db";
import { bookingEvents, bookings } from "@availability/db/schema";
import { initialState } from "@availability/domain/booking";
import { must } from "@availability/domain/errors";
import { actorColumns } from "../../authorize.ts";
import { desirePushes } from "../../calendar/desire-pushes.ts";
import type { Ctx } from "../../ctx.ts";
import { announce, type DomainEvent } from "../../outbox/index.ts";
import { allocateAt, claimAt, isTaken, type Place } from "../place.ts";
import { termsColumns } from "../terms-columns.ts";
import { type Conflict, conflictsRefusal } from "./conflicts.ts";
import { readOccupation } from "./read-occupation.ts";
import { taken } from "./take-time.ts";
import { writeGivenUp, writeTaken } from "./write-occupation.ts";

type Wanted = {
  organizationId: string;
  seriesId: string;
  customerId: string;
  notes?: string | null | undefined;
  isUnverified: boolean;
  onConflict: "fail" | "skip";
};

type Written = { bookingId: string; status: "pending" | "confirmed" };
type Placed = { place: Place; bookingId: string; allocationId: string | null };

/**
 * Books the places of a series, records them and announces them, within the caller's transaction, which has locked the products
 * `ids`. What needs others moved to other lanes is booked one by one, and the constraint on claims has the last word on that:
 * answers those that it refused, or throws `slot_taken` when all were wanted.
 */
export async function writeOccurrences(
  ctx: Ctx,
  tx: Transaction,
  { places, ids }: { places: readonly Place[]; ids: readonly string[] },
  wanted: Wanted,
): Promise<Conflict[]> {
  const { written, rest } = await writeAtOnce(ctx, tx, { places, ids }, wanted);
  const refused: Conflict[] = [];
  for (const place of rest) {
    const one = await write(ctx, tx, place, wanted);
    if (one) written.push(one);
    else refused.push({ start: place.start, end: place.end, reason: "slot_taken" });
  }
  await record(ctx, tx, written, wanted);
  return refused;
}

/** Decides in memory which units and members each gets, and writes all of them in a few statements. */
async function writeAtOnce(
  ctx: Ctx,
  tx: Transaction,
  { places, ids }: { places: readonly Place[]; ids: readonly string[] },
  wanted: Wanted,
): Promise<{ written: Written[]; rest: Place[] }> {
  const { organizationId } = wanted;
  const productId = must(places[0], "a series has a place").product.id;
  const allocationIds = places.flatMap(({ standing }) => standing.map(({ id }) => id));
  const before = await readOccupation(tx, { ids, productId, allocationIds, times: places });
  let after = before;
  const placed: Placed[] = [];
  const rest: Place[] = [];
  for (const place of places) {
    const bookingId = newId();
    const { start, end, attendees } = place;
    const got = taken(after, place.availability, { start, end, attendees, bookingId, now: ctx.now() });
    if (got === null || got === "crowded") {
      rest.push(place);
      continue;
    }
    after = got.occupation;
    placed.push({ place, bookingId, allocationId: got.allocationId });
  }
  if (placed.length === 0) return { written: [], rest };
  const at = new Date(ctx.now());
  await writeGivenUp(tx, { before, after }, { organizationId, productId, at });
  const rows = placed.map((one) => rowOf(ctx, one, wanted));
  await tx.insert(bookings).values(rows);
  await writeTaken(tx, { before, after }, { organizationId });
  return { written: rows.map(({ id: bookingId, status }) => ({ bookingId, status })), rest };
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
  const bookingId = newId();
  const allocationId = await allocateAt(tx, place, new Date(ctx.now()));
  const row = rowOf(ctx, { place, bookingId, allocationId }, wanted);
  await tx.insert(bookings).values(row);
  await claimAt(tx, place, { bookingId });
  return { bookingId, status: row.status };
}

function rowOf(ctx: Ctx, { place, bookingId, allocationId }: Placed, wanted: Wanted) {
  const { organizationId, seriesId, customerId, notes = null, isUnverified } = wanted;
  const at = new Date(ctx.now());
  const { status, expiresAt } = initialState(place.product, ctx.now());
  return {
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
  };
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
