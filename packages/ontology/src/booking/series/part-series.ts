import { newId, type Transaction } from "@availability/db";
import { bookingSeries } from "@availability/db/schema";
import { must } from "@availability/domain/errors";
import type { SplitSeries } from "@availability/domain/series";
import { eq, sql } from "drizzle-orm";
import type { OccurrenceRow, SeriesRow } from "./lock-series.ts";

type Parting = {
  series: SeriesRow;
  split: SplitSeries;
  /** What the rest of the series is from now on. */
  set: Pick<SeriesRow, "durationMinutes" | "attendees" | "notes">;
  at: Date;
};

/** A booking of the rest with the start that the rule gives it now. */
export type Parted = { row: OccurrenceRow; occurrenceStart: number };

/**
 * Writes the rules of a parted series and gives the bookings of the rest to it: a new series that continues the old one, or
 * the old one itself when nothing lies before. Answers the rest, in an order in which each may move to where the one before
 * it was.
 */
export async function partSeries(
  tx: Transaction,
  rows: readonly OccurrenceRow[],
  parting: Parting,
): Promise<{ seriesId: string; rest: Parted[] }> {
  const { starts, start } = parting.split.after;
  const seriesId = await writeRules(tx, parting);
  const rest = rows.flatMap((row) => {
    const occurrenceStart = starts.get(row.occurrenceStart.getTime());
    return occurrenceStart === undefined ? [] : [{ row, occurrenceStart }];
  });
  const first = must([...starts.keys()][0], "a part has an occurrence");
  if (start > first) rest.reverse();
  await giveTo(tx, seriesId, rest);
  return { seriesId, rest };
}

/** In two steps, since one may get the start of another in the same series: first to a time long past. */
async function giveTo(tx: Transaction, seriesId: string, rest: readonly Parted[]): Promise<void> {
  const wanted = JSON.stringify(
    rest.map(({ row, occurrenceStart }) => ({ id: row.id, start: new Date(occurrenceStart) })),
  );
  const rows = sql`jsonb_to_recordset(${wanted}::jsonb) as w (id uuid, start timestamptz)`;
  const isShifted = rest.some(
    ({ row, occurrenceStart }) => row.occurrenceStart.getTime() !== occurrenceStart,
  );
  if (isShifted) {
    await tx.execute(sql`
      update bookings set occurrence_start = occurrence_start - interval '1000 years' from ${rows} where bookings.id = w.id`);
  }
  await tx.execute(sql`
    update bookings set series_id = ${seriesId}, occurrence_start = w.start from ${rows} where bookings.id = w.id`);
}

async function writeRules(tx: Transaction, { series, split, set, at }: Parting): Promise<string> {
  const { start, rrule } = split.after;
  const rest = { ...set, rrule, startsAt: new Date(start), updatedAt: at };
  const version = series.version + 1;
  const isOld = eq(bookingSeries.id, series.id);
  if (split.before === null) {
    await tx
      .update(bookingSeries)
      .set({ ...rest, version })
      .where(isOld);
    return series.id;
  }
  await tx.update(bookingSeries).set({ rrule: split.before.rrule, version, updatedAt: at }).where(isOld);
  const id = newId();
  await tx
    .insert(bookingSeries)
    .values({ ...series, ...rest, id, continuesId: series.id, version: 1, createdAt: at });
  return id;
}
