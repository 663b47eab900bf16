import { allowedActions } from "@availability/domain/booking";
import { addDays, isLocalDate, isTimeZone, localDateOf, startOfDay } from "@availability/domain/time";
import type { Booking } from "@availability/ontology/booking";
import { data } from "@remix-run/node";
import { may, refusalText } from "~/accounts/role-labels.ts";
import type { MemberSession } from "~/accounts/session.server.ts";
import { zoneOfLists } from "~/time/display-zone.ts";
import { type Caller, orRefusalPage, refusalOf } from "~/trpc/caller.server.ts";
import { isId } from "./id.ts";

type Shown = { session: MemberSession; request: Request; now: number; bookingId: string | undefined };

/** All that the sheet of one booking shows, and what this member can do with it now. Refusals become their pages. */
export async function loadBooking(trpc: Caller, { session, request, now, bookingId }: Shown) {
  if (!isId(bookingId)) throw data("No booking of your organisation has this id", { status: 404 });
  const [booking, timeline, ledger, pushes] = await orRefusalPage(
    Promise.all([
      trpc.booking.get({ bookingId }),
      trpc.booking.timeline({ bookingId, limit: 200 }),
      trpc.payment.list({ bookingId, limit: 200 }),
      trpc.calendar.bookingPushes({ bookingIds: [bookingId] }),
    ]),
  );
  const url = new URL(request.url);
  const tz = url.searchParams.get("tz");
  const timeZone = isTimeZone(tz) ? tz : zoneOfLists(request, session.organization);
  const mayManage = may(session.role, "manage_bookings");
  const actions = mayManage ? allowedActions(booking.status) : [];
  const canMove = actions.includes("reschedule");
  const date = url.searchParams.get("move");
  return {
    booking,
    timeline: timeline.data,
    payments: ledger.data,
    pushes,
    timeZone,
    now,
    actions,
    mayManage,
    mayOverride: mayManage && may(session.role, "manage_availability"),
    refusal: refusalText(session.role, "manage_bookings", "change bookings"),
    cancelFeeMinor: feeNow(booking, now),
    move: canMove && isLocalDate(date) ? await loadTimes(trpc, { booking, date, timeZone }) : null,
    durationsMinutes: canMove ? await durationsOf(trpc, booking.productId) : [],
    moveDate: localDateOf(booking.start, timeZone),
    /** One payment per form shown, however often it is sent. */
    paymentKey: crypto.randomUUID(),
    hasBegun: booking.start <= now,
  };
}

async function durationsOf(trpc: Caller, productId: string): Promise<number[]> {
  const { durationsMinutes } = await orRefusalPage(trpc.product.get({ productId }));
  return durationsMinutes;
}

export type ShownBooking = Awaited<ReturnType<typeof loadBooking>>;

/** What cancelling costs now, minor units; as the verb reckons it. */
function feeNow(booking: Booking, now: number): number {
  const { status, cancelFreeUntil, cancellationFeeMinor, priceMinor } = booking;
  const wasAgreed = status === "confirmed" || status === "checked_in";
  if (!wasAgreed || cancelFreeUntil === null || now < cancelFreeUntil) return 0;
  return priceMinor > 0 ? Math.min(cancellationFeeMinor, priceMinor) : cancellationFeeMinor;
}

/** The times of one day to which the booking can move; its own time is not in its way. */
async function loadTimes(
  trpc: Caller,
  { booking, date, timeZone }: { booking: Booking; date: string; timeZone: string },
) {
  const links = { date, previous: addDays(date, -1), next: addDays(date, 1) };
  try {
    const { slots } = await trpc.availability.slots({
      productId: booking.productId,
      durationMinutes: (booking.end - booking.start) / 60_000,
      attendees: booking.attendees,
      start: startOfDay(date, timeZone),
      // Slots lie wholly inside the range; one that begins late in the day ends on the next.
      end: startOfDay(addDays(date, 2), timeZone),
      holdId: booking.id,
    });
    const end = startOfDay(addDays(date, 1), timeZone);
    return {
      ...links,
      slots: slots.filter(({ start }) => start < end && start !== booking.start).map(({ start }) => start),
      fault: null,
    };
  } catch (error) {
    const refusal = refusalOf(error);
    if (!refusal) throw error;
    return { ...links, slots: [], fault: refusal.message };
  }
}
