import { addDays } from "@availability/domain/time";
import { formatDay, formatDays, formatMonth } from "~/time/format.ts";
import { type Caller, orRefusalPage } from "~/trpc/caller.server.ts";
import { type CalendarParams, readParams, shownDays, shownInstants, today } from "./calendar-params.ts";

/** What the address asks to see of one product; null while the organisation has none. */
export async function loadCalendar(
  trpc: Caller,
  { url, now, timeZone, firstWeekday }: { url: URL; now: number; timeZone: string; firstWeekday: number },
) {
  const params = readParams(url.searchParams);
  const { data: products } = await orRefusalPage(trpc.product.list({ limit: 200 }));
  const product = params.productId
    ? await orRefusalPage(trpc.product.get({ productId: params.productId }))
    : oldest(products);
  if (!product) return null;
  const date = params.date ?? today(now, params.timeZone ?? timeZone);
  const days = shownDays({ view: params.view, date, firstWeekday });
  const asked = { productId: product.id, days, params };
  const read = params.view === "month" ? readMonth : readTimes;
  const content: Content = await orRefusalPage<Content>(read(trpc, asked));
  const shownZone = params.timeZone ?? content.productTimeZone;
  const range = shownInstants(days, shownZone);
  return {
    content,
    productId: product.id,
    products: products.map(({ id, name }) => ({ id, name })),
    range,
    timeZone: shownZone,
    view: params.view,
    date,
    today: today(now, shownZone),
    first: days.first,
    title: titleOf(params.view, { date, range, timeZone: shownZone }),
  };
}

type Asked = { productId: string; days: { first: string; end: string }; params: CalendarParams };

type Content = Awaited<ReturnType<typeof readMonth | typeof readTimes>>;

async function readMonth(trpc: Caller, { productId, days, params }: Asked) {
  const counted = await trpc.availability.dayCounts({
    productIds: [productId],
    from: days.first,
    to: addDays(days.end, -1),
    timeZone: params.timeZone ?? undefined,
  });
  return { kind: "month" as const, days: counted.days, productTimeZone: counted.timeZone };
}

async function readTimes(trpc: Caller, { productId, days, params }: Asked) {
  // The product's zone comes with its calendar; a day more on either side covers these days in every zone.
  const around = shownInstants(days, "UTC");
  const calendar = await trpc.availability.calendar({
    productId,
    start: around.start - dayMs,
    end: around.end + dayMs,
  });
  const range = shownInstants(days, params.timeZone ?? calendar.timeZone);
  return {
    kind: "times" as const,
    calendar: { ...calendar, ...within(calendar, range) },
    productTimeZone: calendar.timeZone,
  };
}

const dayMs = 24 * 3_600_000;

function titleOf(
  view: CalendarParams["view"],
  { date, range, timeZone }: { date: string; range: Range; timeZone: string },
): string {
  if (view === "month") return formatMonth(Date.parse(`${date}T00:00:00Z`), "UTC");
  if (view === "day") return formatDay(range.start, timeZone);
  return formatDays(range.start, range.end - 1, timeZone);
}

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
