import type { BookingPush } from "@availability/ontology/calendar";
import { type Caller, orRefusalPage } from "~/trpc/caller.server.ts";
import { bookingFilter, type ListParams } from "./list-params.ts";

const pageSize = 50;

/** One page of the list that the address asks for: bookings with their state in calendars, or series. */
export async function loadBookings(trpc: Caller, params: ListParams, at: { now: number; timeZone: string }) {
  const [products, locations, waiting, page] = await orRefusalPage(
    Promise.all([
      trpc.product.list({ limit: 200, status: "all" }),
      trpc.location.list({ limit: 200, status: "all" }),
      trpc.booking.count({ status: "pending" }),
      params.view === "recurring" ? loadSeries(trpc, params) : loadPage(trpc, params, at),
    ]),
  );
  return {
    products: products.data.map(({ id, name }) => ({ id, name })),
    locations: locations.data.map(({ id, name }) => ({ id, name })),
    waiting: waiting.isMore ? `${waiting.count}+` : String(waiting.count),
    page,
  };
}

async function loadSeries(trpc: Caller, { productId, cursor }: ListParams) {
  const { data, nextCursor } = await trpc.booking.listSeries({
    limit: pageSize,
    cursor,
    ...(productId ? { productId } : {}),
  });
  return { kind: "series" as const, series: data, nextCursor };
}

async function loadPage(trpc: Caller, params: ListParams, at: { now: number; timeZone: string }) {
  const { data, nextCursor } = await trpc.booking.list({
    ...bookingFilter(params, at),
    limit: pageSize,
    cursor: params.cursor,
  });
  const pushes = await trpc.calendar.bookingPushes({ bookingIds: data.map(({ id }) => id) });
  const byBooking = new Map<string, BookingPush[]>();
  for (const push of pushes) byBooking.set(push.bookingId, [...(byBooking.get(push.bookingId) ?? []), push]);
  const bookings = data.map((booking) => ({ ...booking, pushes: byBooking.get(booking.id) ?? [] }));
  return { kind: "bookings" as const, bookings, nextCursor };
}

export type ListedBooking = Awaited<ReturnType<typeof loadPage>>["bookings"][number];
export type ListedSeries = Awaited<ReturnType<typeof loadSeries>>["series"][number];
