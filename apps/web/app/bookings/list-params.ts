import type { BookingStatus } from "@availability/domain/booking";
import { addDays, isLocalDate, type LocalDate, localDateOf, startOfDay } from "@availability/domain/time";
import { isId } from "./id.ts";

export const listViews = ["upcoming", "approval", "recurring", "past", "cancelled"] as const;
export type ListView = (typeof listViews)[number];

/** What the address says the list of bookings shows; what it does not understand counts as absent. */
export type ListParams = {
  view: ListView;
  query: string | null;
  productId: string | null;
  locationId: string | null;
  status: BookingStatus | null;
  from: LocalDate | null;
  to: LocalDate | null;
  cursor: string | null;
};

/** The statuses each view of bookings holds, in the order in which its filter offers them. */
export const viewStatuses: Record<Exclude<ListView, "recurring">, readonly BookingStatus[]> = {
  upcoming: ["pending", "confirmed", "checked_in"],
  approval: ["pending"],
  past: ["confirmed", "checked_in", "completed", "no_show"],
  cancelled: ["cancelled", "declined", "expired"],
};

export function readListParams(search: URLSearchParams): ListParams {
  const view = listViews.find((one) => one === search.get("view")) ?? "upcoming";
  const date = (name: string) => {
    const text = search.get(name);
    return isLocalDate(text) ? text : null;
  };
  const id = (name: string) => {
    const text = search.get(name);
    return isId(text) ? text : null;
  };
  const offered = view === "recurring" ? [] : viewStatuses[view];
  return {
    view,
    query: search.get("q")?.trim().slice(0, 100) || null,
    productId: id("product"),
    locationId: id("location"),
    status: offered.find((one) => one === search.get("status")) ?? null,
    from: date("from"),
    to: date("to"),
    cursor: search.get("cursor"),
  };
}

/** Whether anything narrows the view. */
export function isNarrowed({ query, productId, locationId, status, from, to }: ListParams): boolean {
  return [query, productId, locationId, status, from, to].some((one) => one !== null);
}

/**
 * The filter of the listing verbs for a view: upcoming begins today, past ends now, each in the organisation's zone. A last
 * day before the first is left out.
 */
export function bookingFilter(params: ListParams, { now, timeZone }: { now: number; timeZone: string }) {
  const { query, productId, locationId, status } = params;
  const view = params.view === "recurring" ? "upcoming" : params.view;
  const today = startOfDay(localDateOf(now, timeZone), timeZone);
  const first = params.from === null ? null : startOfDay(params.from, timeZone);
  const end = params.to === null ? null : startOfDay(addDays(params.to, 1), timeZone);
  const from = view === "upcoming" ? Math.max(first ?? today, today) : first;
  const wished = view === "past" ? Math.min(end ?? now, now) : end;
  const to = wished !== null && from !== null && wished <= from ? null : wished;
  return {
    status: status ? [status] : [...viewStatuses[view]],
    order: view === "upcoming" || view === "approval" ? ("asc" as const) : ("desc" as const),
    ...(query === null ? {} : { query }),
    ...(productId === null ? {} : { productId }),
    ...(locationId === null ? {} : { locationId }),
    ...(from === null ? {} : { from: iso(from) }),
    ...(to === null ? {} : { to: iso(to) }),
  };
}

function iso(instant: number): string {
  return new Date(instant).toISOString();
}
