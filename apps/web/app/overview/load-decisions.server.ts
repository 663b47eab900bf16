import type { ConflictKind } from "@availability/domain/calendar";
import { formatMoney } from "~/bookings/money.ts";
import type { PanelAt } from "./settled.server.ts";

/** One kind of thing that waits for a person: how many there are, and the first of them. */
export type Decision = {
  kind: "pending" | "conflicts" | "latePayments" | "failures";
  /** "3", or "100+" where counting stopped. */
  count: string;
  /** Where all of them are; null where each has to be opened by itself. */
  to: string | null;
  first: { id: string; text: string; detail: string; to: string }[];
};

const mostCounted = 100;
const mostNamed = 3;

/** What needs a decision, kinds of which there is nothing left out. Failures are read for those who may see them. */
export async function loadDecisions(at: PanelAt, maySeeFailures: boolean): Promise<Decision[]> {
  const all = await Promise.all([
    pending(at),
    conflicts(at, maySeeFailures),
    latePayments(at),
    ...(maySeeFailures ? [failures(at)] : []),
  ]);
  return all.filter(({ count }) => count !== "0");
}

async function pending({ trpc, timeZone, times }: PanelAt): Promise<Decision> {
  const [{ count, isMore }, { data }] = await Promise.all([
    trpc.booking.count({ status: "pending" }),
    trpc.booking.list({ status: "pending", limit: mostNamed }),
  ]);
  return {
    kind: "pending",
    count: `${count}${isMore ? "+" : ""}`,
    to: "/booking?view=approval",
    first: data.map(({ id, customer, productName, start, waitsFor }) => ({
      id,
      text: `${customer.name}, ${productName}`,
      detail: `${times.formatInstant(start, timeZone)}; waits for ${waitsFor ?? "approval"}`,
      to: `/booking/bookings/${id}`,
    })),
  };
}

const conflictWords: Record<ConflictKind, string> = {
  overlap: "An event lies over it",
  ext_moved: "Its event was moved",
  ext_deleted: "Its event was deleted",
  mass_deletion: "Many events were deleted at once",
};

async function conflicts({ trpc, timeZone, times }: PanelAt, maySeeSync: boolean): Promise<Decision> {
  const { data, nextCursor } = await trpc.calendar.conflicts({ state: "open", limit: mostCounted });
  return {
    kind: "conflicts",
    count: countText(data, nextCursor),
    to: maySeeSync ? "/sync?tab=conflicts" : null,
    first: data.slice(0, mostNamed).map(({ id, kind, calendar, booking }) => ({
      id,
      text: booking ? `${booking.customerName ?? "A hold"}, ${booking.productName}` : calendar.name,
      detail: `${conflictWords[kind]} in “${calendar.name}”${booking ? `; booked for ${times.formatInstant(booking.start, timeZone)}` : ""}`,
      to: booking ? `/booking/bookings/${booking.id}` : "/sync?tab=conflicts",
    })),
  };
}

/** Late payments of which something is still to be given back. */
async function latePayments({ trpc, timeZone, times }: PanelAt): Promise<Decision> {
  const { data, nextCursor } = await trpc.payment.late({ limit: mostCounted });
  const owed = data.filter(({ restMinor }) => restMinor > 0);
  return {
    kind: "latePayments",
    count: countText(owed, nextCursor),
    to: null,
    first: owed.slice(0, mostNamed).map(({ id, bookingId, restMinor, currency, at, bookingStatus }) => ({
      id,
      text: `${formatMoney(restMinor, currency)} to give back`,
      detail: `Paid ${times.formatInstant(at, timeZone)}, when the booking was ${bookingStatus}`,
      to: `/booking/bookings/${bookingId}`,
    })),
  };
}

async function failures({ trpc, timeZone, times }: PanelAt): Promise<Decision> {
  const { data, nextCursor } = await trpc.job.failures({ status: "open", limit: mostCounted });
  return {
    kind: "failures",
    count: countText(data, nextCursor),
    to: "/sync",
    first: data.slice(0, mostNamed).map(({ id, calendarName, bookingId, cause, failedAt }) => ({
      id,
      text: calendarName ? `Calendar “${calendarName}”` : "A job in the background",
      detail: `${cause} Failed ${times.formatInstant(failedAt, timeZone)}`,
      to: bookingId ? `/booking/bookings/${bookingId}` : "/sync",
    })),
  };
}

function countText(found: readonly unknown[], nextCursor: string | null): string {
  return `${found.length}${nextCursor ? "+" : ""}`;
}
