import type { Row, Shop } from "./shop.ts";

// What a report must say, counted row by row and minute by minute, with the clock as Intl tells it.

const minuteMs = 60_000;
const counted = ["pending", "confirmed", "checked_in", "completed", "no_show"];

type Range = { start: number; end: number };

export function within(rows: Row[], { start, end }: Range, productIds: string[]): Row[] {
  return rows.filter((row) => row.start >= start && row.start < end && productIds.includes(row.productId));
}

export function summaryByHand(
  shop: Shop,
  range: Range,
  { productIds, now }: { productIds: string[]; now: number },
) {
  const rows = within(shop.rows, range, productIds);
  const of = (...statuses: string[]) => rows.filter(({ status }) => statuses.includes(status));
  const leads = of(...counted)
    .map((row) => Math.max(0, row.start - row.createdAt) / minuteMs)
    .sort((a, b) => a - b);
  const half = (leads.length - 1) / 2;
  const paid = shop.payments.filter(
    (one) => one.at >= range.start && one.at < range.end && productIds.includes(one.productId),
  );
  const currencies = [...new Set(paid.map(({ currency }) => currency))].sort();
  return {
    bookings: of(...counted).length,
    cancelled: of("cancelled").length,
    over: of("confirmed", "checked_in", "completed", "no_show").filter(({ end }) => end <= now).length,
    noShows: of("no_show").length,
    leadMinutes:
      leads.length === 0 ? null : ((leads[Math.floor(half)] ?? 0) + (leads[Math.ceil(half)] ?? 0)) / 2,
    revenue: currencies.map((currency) => ({
      currency,
      amountMinor: paid
        .filter((one) => one.currency === currency)
        .reduce((sum, { kind, amountMinor }) => sum + (kind === "charge" ? amountMinor : -amountMinor), 0),
    })),
  };
}

/** Walks through every minute of the range. */
export function utilisationByHand(shop: Shop, { start, end }: Range, productId: string) {
  const opening = shop.openings.get(productId);
  if (!opening) throw new Error("the shop has no such product");
  const served = new Set(
    shop.rows.filter(({ status }) => counted.includes(status)).map((row) => row.allocationId),
  );
  const booked = [
    ...shop.rows.filter((row) => row.productId === productId && counted.includes(row.status)),
    ...shop.taken
      .filter((one) => one.productId === productId && served.has(one.allocationId))
      .map((one) => ({ ...one, attendees: 1 })),
  ];
  const found = {
    bookable: new Array<number>(168).fill(0),
    booked: new Array<number>(168).fill(0),
    outsideMinutes: 0,
  };
  const clock = clockOf(opening.timeZone);
  for (let minute = start; minute < end; minute += minuteMs) {
    const { date, weekday, minuteOfDay } = clock(minute);
    const isOpen =
      opening.days.includes(weekday) &&
      !opening.closed.includes(date) &&
      minuteOfDay >= opening.from &&
      minuteOfDay < opening.until &&
      !opening.blocks.some((block) => block.start <= minute && minute < block.end);
    const units = booked
      .filter((one) => one.start <= minute && minute < one.end)
      .reduce((sum, { attendees }) => sum + attendees, 0);
    if (!isOpen) {
      found.outsideMinutes += units;
      continue;
    }
    const hour = (weekday - 1) * 24 + Math.floor(minuteOfDay / 60);
    found.bookable[hour] = (found.bookable[hour] ?? 0) + opening.capacity;
    found.booked[hour] = (found.booked[hour] ?? 0) + units;
  }
  return found;
}

const weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** Asks Intl once a quarter of an hour: no zone here changes its clock within one. */
function clockOf(timeZone: string) {
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    dateStyle: undefined,
    weekday: "short",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  let quarter = { at: Number.NaN, date: "", weekday: 0, minuteOfDay: 0 };
  return (instant: number) => {
    const at = instant - (instant % (15 * minuteMs));
    if (at !== quarter.at) {
      const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
      quarter = {
        at,
        date: `${parts.year}-${parts.month}-${parts.day}`,
        weekday: weekdays.indexOf(parts.weekday?.slice(0, 3) ?? "") + 1,
        minuteOfDay: Number(parts.hour) * 60 + Number(parts.minute),
      };
    }
    return { ...quarter, minuteOfDay: quarter.minuteOfDay + (instant - at) / minuteMs };
  };
}

/** The Monday, `YYYY-MM-DD`, of the week in which the clock of a zone shows that instant. */
export function mondayOf(instant: number, timeZone: string): string {
  const { date, weekday } = clockOf(timeZone)(instant);
  return new Date(Date.parse(`${date}T12:00:00Z`) - (weekday - 1) * 86_400_000).toISOString().slice(0, 10);
}
