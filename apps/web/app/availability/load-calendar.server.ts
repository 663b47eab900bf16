import { formatDay, formatDays } from "~/time/format.ts";
import { type Caller, orRefusalPage } from "~/trpc/caller.server.ts";
import { readParams, shownDays, shownInstants, today } from "./calendar-params.ts";

/** What the address asks to see of one product; null while the organisation has none. */
export async function loadCalendar(
  trpc: Caller,
  { url, now, timeZone }: { url: URL; now: number; timeZone: string },
) {
  const params = readParams(url.searchParams);
  const { data: products } = await orRefusalPage(trpc.product.list({ limit: 200 }));
  const product = params.productId
    ? await orRefusalPage(trpc.product.get({ productId: params.productId }))
    : oldest(products);
  if (!product) return null;
  const date = params.date ?? today(now, params.timeZone ?? timeZone);
  const days = shownDays({ view: params.view, date });
  // The product's zone comes with its calendar; a day more on either side covers these days in every zone.
  const around = shownInstants(days, "UTC");
  const calendar = await orRefusalPage(
    trpc.availability.calendar({
      productId: product.id,
      start: around.start - dayMs,
      end: around.end + dayMs,
    }),
  );
  const shownZone = params.timeZone ?? calendar.timeZone;
  const range = shownInstants(days, shownZone);
  return {
    calendar: { ...calendar, ...within(calendar, range) },
    products: products.map(({ id, name }) => ({ id, name })),
    range,
    timeZone: shownZone,
    view: params.view,
    date,
    first: days.first,
    title:
      params.view === "day"
        ? formatDay(range.start, shownZone)
        : formatDays(range.start, range.end - 1, shownZone),
  };
}

const dayMs = 24 * 3_600_000;

/** Ids rise with time. */
function oldest<T extends { id: string }>(products: T[]): T | undefined {
  return products.reduce<T | undefined>(
    (found, product) => (found && found.id < product.id ? found : product),
    undefined,
  );
}

type Range = { start: number; end: number };
type Calendar = Awaited<ReturnType<Caller["availability"]["calendar"]>>;

function within(calendar: Calendar, range: Range) {
  const inside = <T extends Range>(items: T[]) =>
    items.filter(({ start, end }) => start < range.end && end > range.start);
  return {
    free: inside(calendar.free),
    slots: calendar.slots.filter(({ start }) => start >= range.start && start < range.end),
    bookings: inside(calendar.bookings),
    blocks: inside(calendar.blocks),
    externalBusy: inside(calendar.externalBusy),
  };
}
