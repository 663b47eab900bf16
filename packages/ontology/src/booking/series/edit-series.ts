import type { Transaction } from "@availability/db";
import type { EditSeries } from "@availability/domain/booking";
import { DomainError } from "@availability/domain/errors";
import { type SplitSeries, splitSeries } from "@availability/domain/series";
import { authorize } from "../../authorize.ts";
import type { Ctx } from "../../ctx.ts";
import { lockProducts } from "../lock-products.ts";
import { changedMeanwhile, inTurn } from "../place.ts";
import { changeOccurrence, durationOf } from "./change-occurrence.ts";
import { changeOccurrences } from "./change-occurrences.ts";
import { type Conflict, conflictsRefusal } from "./conflicts.ts";
import { explainFailures, type Failure } from "./explain-failures.ts";
import {
  findOccurrence,
  findSeries,
  lockSeries,
  nothingLeft,
  type OccurrenceRow,
  requireOccurrence,
  type SeriesRow,
} from "./lock-series.ts";
import { type Parted, partSeries } from "./part-series.ts";
import { isMoved, readSeries, type Series } from "./series-view.ts";

/** The series that now holds what was edited, and what stayed as it was for want of the time. */
export type EditedSeries = Series & { skipped: Conflict[] };

/**
 * Changes one booking of a series, that one and those that follow it by the rule, or all that are still to come. Where
 * something lies before these, the series parts in two. Bookings that were moved on their own keep their time unless they
 * are named or `includeMoved` asks for them; what is cancelled stays so. `fail` changes all or nothing, `skip` leaves those
 * as they are that cannot have the time. Throws `slot_taken` or `outside_rules` with `details.conflicts`, `invalid`,
 * `not_found`, `stale`.
 */
export async function editSeries(ctx: Ctx, input: EditSeries): Promise<EditedSeries> {
  const organizationId = authorize(ctx, "manage_bookings");
  requireChange(input);
  const edited = await inTurn(ctx, async (tx) => {
    const { seriesId, skipped } = await edit(ctx, tx, { ...input, organizationId });
    return { ...(await readSeries(tx, organizationId, seriesId)), skipped };
  });
  ctx.publish();
  return edited;
}

type Wanted = EditSeries & { organizationId: string };
type Edited = { seriesId: string; skipped: Conflict[] };

async function edit(ctx: Ctx, tx: Transaction, wanted: Wanted): Promise<Edited> {
  // Rules are slow to write out, so that is done before anything is locked.
  const known = await findSeries(tx, wanted);
  const split = wanted.scope === "this" ? null : await splitFor(ctx, tx, wanted, known);
  const ids = takesTime(wanted) ? (await lockProducts(tx, known)).ids : [];
  const { series, rows } = await lockSeries(tx, wanted);
  if (series.version !== known.version) throw changedMeanwhile();
  const named = requireOccurrence(rows, wanted.bookingId);
  if (split) return editRest(ctx, tx, wanted, { series, rows, split, ids });
  const durationMinutes = wanted.durationMinutes ?? durationOf(named);
  const change = {
    ...changeOf(named, wanted),
    start: wanted.start ?? named.startsAt.getTime(),
    durationMinutes,
  };
  const isChanged = await changeOccurrence(ctx, tx, named, change);
  if (!isChanged) throw conflictsRefusal(await explainFailures(ctx, tx, series, [{ row: named, change }]), 1);
  return { seriesId: series.id, skipped: [] };
}

/** Where to part the series: at the booking named, or at the next to come. */
async function splitFor(ctx: Ctx, tx: Transaction, wanted: Wanted, series: SeriesRow): Promise<SplitSeries> {
  const named = await findOccurrence(tx, wanted);
  const of = named.occurrenceStart.getTime();
  const now = ctx.now();
  if (wanted.scope === "following" && of <= now) throw nothingLeft();
  const from = wanted.scope === "following" ? of : now + 1;
  const shift = wanted.start === undefined ? null : { of, to: wanted.start };
  const split = splitSeries({ ...series, start: series.startsAt.getTime() }, { from, shift });
  if (!split) throw nothingLeft();
  return split;
}

async function editRest(
  ctx: Ctx,
  tx: Transaction,
  wanted: Wanted,
  {
    series,
    rows,
    split,
    ids,
  }: { series: SeriesRow; rows: OccurrenceRow[]; split: SplitSeries; ids: string[] },
): Promise<Edited> {
  const { durationMinutes = series.durationMinutes, attendees = series.attendees } = wanted;
  const notes = wanted.notes === undefined ? series.notes : wanted.notes;
  const set = { durationMinutes, attendees, notes };
  const at = new Date(ctx.now());
  const { seriesId, rest } = await partSeries(tx, rows, { series, split, set, at });
  const open = rest
    .filter(({ row }) => isOpen(row, at))
    .map((one) => ({
      row: one.row,
      change: { ...changeOf(one.row, wanted), ...timesOf(one, wanted, series) },
    }));
  if (open.length === 0) throw nothingLeft();
  const failed =
    (await changeOccurrences(ctx, tx, { series, ids, wanted: open })) ?? (await oneByOne(ctx, tx, open));
  if (failed.length === 0) return { seriesId, skipped: [] };
  const skipped = await explainFailures(ctx, tx, series, failed);
  if (wanted.onConflict === "fail" || failed.length === open.length)
    throw conflictsRefusal(skipped, open.length);
  return { seriesId, skipped };
}

/** Each with a savepoint of its own; those that cannot have their time are answered. */
async function oneByOne(ctx: Ctx, tx: Transaction, open: readonly Failure[]): Promise<Failure[]> {
  const failed: Failure[] = [];
  for (const one of open) {
    const isChanged = await changeOccurrence(ctx, tx, one.row, one.change);
    if (!isChanged) failed.push(one);
  }
  return failed;
}

/** What has begun, or is over or cancelled, stays as it is. */
function isOpen({ status, startsAt }: OccurrenceRow, at: Date): boolean {
  return (status === "pending" || status === "confirmed") && startsAt > at;
}

function timesOf({ row, occurrenceStart }: Parted, wanted: Wanted, series: SeriesRow) {
  const keepsTime = isMoved(row, series) && !wanted.includeMoved && row.id !== wanted.bookingId;
  const isUntouched =
    wanted.start === undefined && wanted.durationMinutes === undefined && !wanted.includeMoved;
  if (keepsTime || isUntouched) return { start: row.startsAt.getTime(), durationMinutes: durationOf(row) };
  return { start: occurrenceStart, durationMinutes: wanted.durationMinutes ?? series.durationMinutes };
}

function changeOf(row: OccurrenceRow, { attendees, notes, reason }: Wanted) {
  return {
    attendees: attendees ?? row.attendees,
    notes: notes === undefined ? row.notes : notes,
    reason,
  };
}

function takesTime({ start, durationMinutes, attendees, includeMoved }: EditSeries): boolean {
  return (
    start !== undefined || durationMinutes !== undefined || attendees !== undefined || includeMoved === true
  );
}

function requireChange(input: EditSeries): void {
  if (takesTime(input) || input.notes !== undefined) return;
  const detail = "Nothing is to be changed; give start, durationMinutes, attendees or notes";
  throw new DomainError("invalid", detail, { errors: [{ pointer: "", detail }] });
}
