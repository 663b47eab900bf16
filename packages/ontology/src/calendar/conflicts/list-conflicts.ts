import type { Queryable } from "@availability/db";
import {
  bookings,
  calendarConflicts,
  customers,
  externalCalendars,
  externalEvents,
  products,
} from "@availability/db/schema";
import { choicesOf, conflictKinds } from "@availability/domain/calendar";
import { must } from "@availability/domain/errors";
import { and, desc, eq, isNotNull, isNull, lt, or, sql } from "drizzle-orm";
import * as z from "zod";
import { authorize } from "../../authorize.ts";
import type { Ctx } from "../../ctx.ts";
import { decodeCursor, encodeCursor, instantOfKey, type Page, PageInput } from "../../page.ts";
import { requireCalendar } from "../require-calendar.ts";
import { refusedAction } from "./settle-by-rule.ts";

const states = ["open", "resolved"] as const;

export const ListConflicts = PageInput.extend({
  state: z.enum(states, `One of ${states.join(", ")}`).optional(),
  kind: z.enum(conflictKinds, `One of ${conflictKinds.join(", ")}`).optional(),
  calendarId: z.uuid("An id of one of your calendars").optional(),
});
export type ListConflicts = z.output<typeof ListConflicts>;

/** A disagreement between a booking and a calendar; instants are epoch ms. */
export type Conflict = ReturnType<typeof toConflict>;

/** The organisation's conflicts, the newest first, a page at a time. Throws `not_found` for a calendar of nobody's or another's. */
export async function listConflicts(ctx: Ctx, input: ListConflicts): Promise<Page<Conflict>> {
  const organizationId = authorize(ctx, "view_bookings");
  const { limit, state, kind, calendarId } = input;
  if (calendarId) await requireCalendar(ctx, organizationId, calendarId);
  const cursor = decodeCursor(input.cursor);
  const before = cursor && sql`${instantOfKey(cursor.key)}::timestamptz`;
  const { detectedAt } = calendarConflicts;
  const rows = await selectConflicts(ctx.db)
    .where(
      and(
        eq(calendarConflicts.organizationId, organizationId),
        state === "open" ? isNull(calendarConflicts.resolvedAt) : undefined,
        state === "resolved" ? isNotNull(calendarConflicts.resolvedAt) : undefined,
        kind ? eq(calendarConflicts.kind, kind) : undefined,
        calendarId ? eq(calendarConflicts.calendarId, calendarId) : undefined,
        cursor &&
          or(
            sql`${detectedAt} < ${before}`,
            and(sql`${detectedAt} = ${before}`, lt(calendarConflicts.id, cursor.id)),
          ),
      ),
    )
    .orderBy(desc(detectedAt), desc(calendarConflicts.id))
    .limit(limit + 1);
  const data = rows.slice(0, limit).map(toConflict);
  const last = data.at(-1);
  const more = rows.length > data.length && last;
  return { data, nextCursor: more ? encodeCursor({ key: String(last.detectedAt), id: last.id }) : null };
}

/** One conflict of the organisation that is known to exist. */
export async function readConflictView(
  db: Queryable,
  organizationId: string,
  conflictId: string,
): Promise<Conflict> {
  const [row] = await selectConflicts(db).where(
    and(eq(calendarConflicts.organizationId, organizationId), eq(calendarConflicts.id, conflictId)),
  );
  return toConflict(must(row, "a conflict is never deleted"));
}

const refusal = sql<string | null>`(
  select t.reason from booking_events t
  where t.booking_id = ${calendarConflicts.bookingId} and t.action = ${refusedAction}
    and t.details->>'conflictId' = ${calendarConflicts.id}::text
  order by t.at desc limit 1)`;

function selectConflicts(db: Queryable) {
  return db
    .select({
      conflict: calendarConflicts,
      calendarName: externalCalendars.name,
      booking: bookings,
      productName: products.name,
      customerName: customers.name,
      event: externalEvents,
      refusal,
    })
    .from(calendarConflicts)
    .innerJoin(externalCalendars, eq(externalCalendars.id, calendarConflicts.calendarId))
    .leftJoin(bookings, eq(bookings.id, calendarConflicts.bookingId))
    .leftJoin(products, eq(products.id, bookings.productId))
    .leftJoin(customers, eq(customers.id, bookings.customerId))
    .leftJoin(externalEvents, eq(externalEvents.id, calendarConflicts.externalEventId))
    .$dynamic();
}

type Row = Awaited<ReturnType<typeof selectConflicts>>[number];

function toConflict({ conflict, booking, event, ...row }: Row) {
  const { id, kind, resolution, eventCount } = conflict;
  const start = event?.startsAt ?? conflict.startsAt;
  const end = event?.endsAt ?? conflict.endsAt;
  return {
    id,
    kind,
    calendar: { id: conflict.calendarId, name: row.calendarName },
    /** Null for a mass deletion. */
    booking: booking && {
      id: booking.id,
      status: booking.status,
      start: booking.startsAt.getTime(),
      end: booking.endsAt.getTime(),
      productName: row.productName,
      customerName: row.customerName,
    },
    /** Where the event stands now; null when it is gone. */
    event: start && end && { start: start.getTime(), end: end.getTime() },
    /** Of a mass deletion: how many events are gone. */
    eventCount,
    detectedAt: conflict.detectedAt.getTime(),
    resolvedAt: conflict.resolvedAt?.getTime() ?? null,
    resolution,
    /** What the organisation's rule could not do about it; null when nobody tried. */
    refusal: row.refusal,
    choices: conflict.resolvedAt ? [] : [...choicesOf[kind]],
  };
}
