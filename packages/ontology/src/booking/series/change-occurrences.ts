import type { Transaction } from "@availability/db";
import { must } from "@availability/domain/errors";
import { requireOffered } from "../../availability/offered.ts";
import { type ProductAvailability, readAvailability } from "../../availability/read-availability.ts";
import { retargetPushes } from "../../calendar/desire-pushes.ts";
import type { Ctx } from "../../ctx.ts";
import { type Change, changeMany } from "../change-many.ts";
import { lockAllocations } from "../lock-allocations.ts";
import { requireLocked } from "../place.ts";
import { editOf, type OccurrenceChange, takesTime } from "./change-occurrence.ts";
import type { OccurrenceRow, SeriesRow } from "./lock-series.ts";
import { givenUp, type Occupation } from "./occupation.ts";
import { readOccupation } from "./read-occupation.ts";
import { type Taken, taken } from "./take-time.ts";
import { writeGivenUp, writeTaken } from "./write-occupation.ts";

/** A booking, and what it is to become. */
type Wanted = { row: OccurrenceRow; change: OccurrenceChange };

type Plan = { before: Occupation; after: Occupation; taken: ReadonlyMap<string, Taken> };

/**
 * Changes bookings of a series as `changeOccurrence` does one after the other, in a few statements for all of them: under the
 * locks of all products (`ids`) it is decided in memory who gets what. Answers those that cannot have their time, which stay
 * as they are. Null, and nothing is written, when others would have to be moved to other lanes: that is done one by one.
 */
export async function changeOccurrences(
  ctx: Ctx,
  tx: Transaction,
  { series, ids, wanted }: { series: SeriesRow; ids: readonly string[]; wanted: readonly Wanted[] },
): Promise<Wanted[] | null> {
  const { organizationId, productId } = series;
  const movers = wanted.filter(({ row, change }) => takesTime(row, change));
  const plan = await planMoves(ctx, tx, { series, ids, movers });
  if (plan === null) return null;
  const failed = movers.filter(({ row }) => !plan.taken.has(row.id));
  const changes = wanted.filter((one) => !failed.includes(one)).flatMap((one) => changeOf(one, plan));
  const at = new Date(ctx.now());
  await writeGivenUp(tx, plan, { organizationId, productId, at });
  await changeMany(ctx, tx, changes, wanted[0]?.change.reason);
  await writeTaken(tx, plan, { organizationId });
  const confirmed = changes.filter(({ before }) => before.status === "confirmed");
  const bookingIds = confirmed.map(({ before }) => before.id);
  if (bookingIds.length > 0) await retargetPushes(tx, { organizationId, bookingIds, at });
  return failed;
}

type Moves = { series: SeriesRow; ids: readonly string[]; movers: readonly Wanted[] };

const nothing: Occupation = { claims: [], allocations: new Map(), hours: new Map() };

async function planMoves(ctx: Ctx, tx: Transaction, { series, ids, movers }: Moves): Promise<Plan | null> {
  if (movers.length === 0) return { before: nothing, after: nothing, taken: new Map() };
  const { organizationId, productId } = series;
  const now = ctx.now();
  const starts = movers.map(({ change }) => change.start);
  const besides = movers.flatMap(({ row }) => row.allocationId ?? []);
  const allocations = await lockAllocations(tx, { organizationId, productId, ids, starts, besides, now });
  const service = await readService(tx, series, { movers, ids, now });
  const times = movers.flatMap((one) => [timeOf(one), standingTimeOf(one)]);
  const allocationIds = allocations.map(({ id }) => id);
  const before = await readOccupation(tx, { ids, productId, allocationIds, times });
  return inOrder(before, service, { movers, now });
}

/** Each in turn gives up what it has and takes what it is to have, or keeps what it has. */
function inOrder(
  before: Occupation,
  service: ProductAvailability,
  { movers, now }: { movers: readonly Wanted[]; now: number },
): Plan | null {
  const found = new Map<string, Taken>();
  let after = before;
  for (const one of movers) {
    const bookingId = one.row.id;
    const wish = { ...timeOf(one), bookingId, attendees: one.change.attendees, now };
    const got = taken(givenUp(after, bookingId), service, wish);
    if (got === "crowded") return null;
    if (got === null) continue;
    found.set(bookingId, got);
    after = got.occupation;
  }
  return { before, after, taken: found };
}

async function readService(
  tx: Transaction,
  { organizationId, productId }: SeriesRow,
  { movers, ids, now }: { movers: readonly Wanted[]; ids: readonly string[]; now: number },
): Promise<ProductAvailability> {
  const times = movers.map(timeOf);
  const start = Math.min(...times.map((time) => time.start));
  const end = Math.max(...times.map((time) => time.end));
  const [service] = await readAvailability(tx, { organizationId, productIds: [productId], start, end, now });
  const found = must(service, "a locked product is there");
  requireLocked(found, ids);
  for (const { change } of movers) requireOffered(found, change);
  return found;
}

function changeOf({ row, change }: Wanted, plan: Plan): Change[] {
  const { attendees, notes } = change;
  const edited = editOf(row, change);
  const got = plan.taken.get(row.id);
  if (!got) return edited.length > 0 ? [{ before: row, steps: edited, set: { attendees, notes } }] : [];
  const after = timeOf({ row, change });
  const details = { before: standingTimeOf({ row }), after };
  const times = { startsAt: new Date(after.start), endsAt: new Date(after.end) };
  const set = { attendees, notes, ...times, allocationId: got.allocationId, overrideReason: null };
  return [{ before: row, steps: [...edited, { action: "reschedule", details }], set }];
}

function timeOf({ change: { start, durationMinutes } }: Wanted) {
  return { start, end: start + durationMinutes * 60_000 };
}

function standingTimeOf({ row }: Pick<Wanted, "row">) {
  return { start: row.startsAt.getTime(), end: row.endsAt.getTime() };
}
