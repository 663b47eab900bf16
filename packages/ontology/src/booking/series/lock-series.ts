import type { Queryable, Transaction } from "@availability/db";
import { bookingSeries, bookings } from "@availability/db/schema";
import { DomainError } from "@availability/domain/errors";
import { and, asc, eq } from "drizzle-orm";
import { unknownSeries } from "./series-view.ts";

export type SeriesRow = typeof bookingSeries.$inferSelect;
/** A booking of a series, which always has the start that the rule gave it. */
export type OccurrenceRow = typeof bookings.$inferSelect & { occurrenceStart: Date };

type Target = { organizationId: string; seriesId: string };

/** The series as it stands; throws `not_found`, and `stale` when it is no longer at `version`. */
export async function findSeries(
  db: Queryable,
  { organizationId, seriesId, version }: Target & { version?: number | undefined },
): Promise<SeriesRow> {
  const [series] = await db.select().from(bookingSeries).where(isSeries(organizationId, seriesId));
  if (!series) throw unknownSeries();
  requireSeriesVersion(series, version);
  return series;
}

/** The same, locked until the transaction ends; so are its bookings, in the order of the rule, which come with it. */
export async function lockSeries(
  tx: Transaction,
  { organizationId, seriesId, version }: Target & { version?: number | undefined },
): Promise<{ series: SeriesRow; rows: OccurrenceRow[] }> {
  const [series] = await tx
    .select()
    .from(bookingSeries)
    .where(isSeries(organizationId, seriesId))
    .for("no key update");
  if (!series) throw unknownSeries();
  requireSeriesVersion(series, version);
  const rows = await tx
    .select()
    .from(bookings)
    .where(and(eq(bookings.organizationId, organizationId), eq(bookings.seriesId, seriesId)))
    .orderBy(asc(bookings.occurrenceStart))
    .for("no key update");
  return { series, rows: rows.flatMap(withOccurrence) };
}

/** A booking of the series as it stands; throws `not_found` at `/bookingId`. */
export async function findOccurrence(
  db: Queryable,
  { organizationId, seriesId, bookingId }: Target & { bookingId: string },
): Promise<OccurrenceRow> {
  const isNamed = and(eq(bookings.organizationId, organizationId), eq(bookings.id, bookingId));
  const rows = await db
    .select()
    .from(bookings)
    .where(and(isNamed, eq(bookings.seriesId, seriesId)));
  return requireOccurrence(rows.flatMap(withOccurrence), bookingId);
}

/** The booking of this id among those of the series; throws `not_found` at `/bookingId`. */
export function requireOccurrence(
  rows: readonly OccurrenceRow[],
  bookingId: string | undefined,
): OccurrenceRow {
  const row = rows.find(({ id }) => id === bookingId);
  if (row) return row;
  const detail = "No booking of this series has this id; read the series to see which it has";
  throw new DomainError("not_found", detail, { errors: [{ pointer: "/bookingId", detail }] });
}

/** The refusal when all of a series, or all that was meant of it, has begun or is over. */
export function nothingLeft(): DomainError {
  const detail = "Nothing of this series that could be changed is still to come";
  return new DomainError("outside_rules", detail, { errors: [{ pointer: "/scope", detail }] });
}

function withOccurrence(row: typeof bookings.$inferSelect): OccurrenceRow[] {
  const { occurrenceStart } = row;
  return occurrenceStart ? [{ ...row, occurrenceStart }] : [];
}

function isSeries(organizationId: string, seriesId: string) {
  return and(eq(bookingSeries.organizationId, organizationId), eq(bookingSeries.id, seriesId));
}

function requireSeriesVersion(series: SeriesRow, version: number | undefined): void {
  if (version === undefined || version === series.version) return;
  throw new DomainError("stale", "The series changed since you read it; read it again and decide anew", {
    version: series.version,
  });
}
