import { apiKeys, bookingEvents, users } from "@availability/db/schema";
import { and, asc, eq, gt, or, type SQL } from "drizzle-orm";
import * as z from "zod";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { type Cursor, decodeCursor, encodeCursor, instantOfKey, type Page, PageInput } from "../page.ts";
import { requireBooking } from "./require-owned.ts";

export const ListBookingEvents = PageInput.extend({ bookingId: z.uuid("An id of one of your bookings") });
export type ListBookingEvents = z.output<typeof ListBookingEvents>;

/** One entry of a timeline; `at` is epoch ms. */
export type BookingEvent = ReturnType<typeof toEvent>;

/** The timeline of a booking, oldest first, a page at a time. Throws `not_found`. */
export async function listBookingEvents(ctx: Ctx, input: ListBookingEvents): Promise<Page<BookingEvent>> {
  const organizationId = authorize(ctx, "view_bookings");
  const { bookingId, limit, cursor } = input;
  await requireBooking(ctx.db, organizationId, bookingId);
  const rows = await ctx.db
    .select({ event: bookingEvents, userName: users.name, keyName: apiKeys.name })
    .from(bookingEvents)
    .leftJoin(users, and(eq(bookingEvents.actorKind, "member"), eq(users.id, bookingEvents.actorId)))
    .leftJoin(apiKeys, and(eq(bookingEvents.actorKind, "api_key"), eq(apiKeys.id, bookingEvents.actorId)))
    .where(
      and(
        eq(bookingEvents.organizationId, organizationId),
        eq(bookingEvents.bookingId, bookingId),
        beyond(decodeCursor(cursor)),
      ),
    )
    .orderBy(asc(bookingEvents.at), asc(bookingEvents.id))
    .limit(limit + 1);
  const data = rows.slice(0, limit).map(toEvent);
  const last = data.at(-1);
  const more = rows.length > data.length && last;
  return { data, nextCursor: more ? encodeCursor({ key: String(last.at), id: last.id }) : null };
}

type Row = { event: typeof bookingEvents.$inferSelect; userName: string | null; keyName: string | null };

function toEvent({ event, userName, keyName }: Row) {
  return {
    id: event.id,
    at: event.at.getTime(),
    action: event.action,
    from: event.fromStatus,
    to: event.toStatus,
    reason: event.reason,
    details: event.details,
    /** `name` is null of the system, and of who is gone. */
    actor: { kind: event.actorKind, id: event.actorId, name: userName ?? keyName },
  };
}

function beyond(cursor: Cursor | undefined): SQL | undefined {
  if (!cursor) return undefined;
  const at = new Date(instantOfKey(cursor.key));
  return or(gt(bookingEvents.at, at), and(eq(bookingEvents.at, at), gt(bookingEvents.id, cursor.id)));
}
