import { must } from "@availability/domain/errors";
import { addDays } from "@availability/domain/time";
import { formatDay, formatDays, formatMonth } from "~/time/format.ts";
import { type Caller, orRefusalPage } from "~/trpc/caller.server.ts";
import { type CalendarParams, readParams, shownDays, shownInstants, today } from "./calendar-params.ts";
import { chooseProducts } from "./choose-products.server.ts";
import { withinShown } from "./within-shown.ts";

/** What the address asks to see; null while the organisation has no product. */
export async function loadCalendar(
  trpc: Caller,
  { url, now, timeZone, firstWeekday }: { url: URL; now: number; timeZone: string; firstWeekday: number },
) {
  const params = readParams(url.searchParams);
  const { ids, names, ...offered } = await chooseProducts(trpc, params);
  const [productId] = ids;
  if (!productId) return null;
  const date = params.date ?? today(now, params.timeZone ?? timeZone);
  const days = shownDays({ view: params.view, date, firstWeekday });
  const asked = { productIds: ids, days, params };
  const read = params.view === "month" ? readMonth : readTimes;
  const content: Content = await orRefusalPage<Content>(read(trpc, asked));
  const shownZone = params.timeZone ?? content.productTimeZone;
  const range = shownInstants(days, shownZone);
  const known = content.kind === "times" ? content.calendars.map(({ name }) => name) : [];
  return {
    ...offered,
    content,
    productId,
    productIds: ids,
    productNames: ids.map((id, index) => names.get(id) ?? known[index] ?? "Archived product"),
    range,
    timeZone: shownZone,
    params,
    unknownZone: params.timeZone ? null : url.searchParams.get("tz") || null,
    view: params.view,
    date,
    today: today(now, shownZone),
    first: days.first,
    title: titleOf(params.view, { date, range, timeZone: shownZone }),
  };
}

export type ShownCalendar = NonNullable<Awaited<ReturnType<typeof loadCalendar>>>;

type Asked = { productIds: string[]; days: { first: string; end: string }; params: CalendarParams };
type Content = Awaited<ReturnType<typeof readMonth | typeof readTimes>>;

async function readMonth(trpc: Caller, { productIds, days, params }: Asked) {
  const counted = await trpc.availability.dayCounts({
    productIds,
    from: days.first,
    to: addDays(days.end, -1),
    timeZone: params.timeZone ?? undefined,
  });
  const hidden = { free: 0, bookings: 0, blocks: 0, busy: 0 };
  const shown = counted.days.map((day) => {
    const kept = Object.fromEntries(params.kinds.map((kind) => [kind, day[kind]]));
    return { date: day.date, ...hidden, ...kept };
  });
  return { kind: "month" as const, days: shown, productTimeZone: counted.timeZone };
}

async function readTimes(trpc: Caller, { productIds, days, params }: Asked) {
  // The product's zone comes with its calendar; a day more on either side covers these days in every zone.
  const around = shownInstants(days, "UTC");
  const calendars = await trpc.availability.calendars({
    productIds,
    start: around.start - dayMs,
    end: around.end + dayMs,
  });
  const productTimeZone = must(calendars[0], "at least one product is shown").timeZone;
  const range = shownInstants(days, params.timeZone ?? productTimeZone);
  return {
    kind: "times" as const,
    calendars: calendars.map((calendar) => withinShown(calendar, { range, kinds: params.kinds })),
    productTimeZone,
  };
}

const dayMs = 24 * 3_600_000;

function titleOf(
  view: CalendarParams["view"],
  { date, range, timeZone }: { date: string; range: { start: number; end: number }; timeZone: string },
): string {
  if (view === "month") return formatMonth(Date.parse(`${date}T00:00:00Z`), "UTC");
  if (view === "day") return formatDay(range.start, timeZone);
  return formatDays(range.start, range.end - 1, timeZone);
}
