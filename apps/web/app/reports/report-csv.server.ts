import type { ReportFilter } from "@availability/domain/report";
import { type Summary, weekStatuses } from "@availability/ontology/report";
import { csvCell } from "~/rest/csv-stream.ts";
import type { Caller } from "~/trpc/caller.server.ts";
import { rankedProducts } from "./ranking-plot.tsx";

type Cell = string | number | boolean | null;
type Filters = { period: ReportFilter; before: ReportFilter };

/** The reports that can be downloaded: the rows of each, headings first. */
const reports: Record<string, (trpc: Caller, filters: Filters) => Promise<Cell[][]>> = {
  figures: async ({ report }, { period, before }) => {
    const [now, then] = await Promise.all([report.summary(period), report.summary(before)]);
    const [used, usedThen] = await Promise.all([report.utilisation(period), report.utilisation(before)]);
    const rows = figuresOf({ ...now, ...minutesOf(used) });
    const past = new Map(figuresOf({ ...then, ...minutesOf(usedThen) }));
    const revenueNames = [...past.keys()].filter((name) => !rows.some(([one]) => one === name));
    return [
      ["figure", "period", "period_before"],
      ...rows.map(([name, value]) => [name, value, past.get(name) ?? missing(name)]),
      ...revenueNames.map((name) => [name, 0, past.get(name) ?? null]),
    ];
  },
  utilisation: async ({ report }, { period }) => {
    const { booked, bookable } = await report.utilisation(period);
    return [
      ["weekday", "hour", "booked_minutes", "bookable_minutes"],
      ...bookable.map((minutes, i) => [Math.floor(i / 24) + 1, i % 24, booked[i] ?? 0, minutes]),
    ];
  },
  products: async ({ report }, { period }) => [
    ["product_id", "product", "booked_minutes", "bookable_minutes", "outside_minutes"],
    ...rankedProducts(await report.utilisation(period)).map((product) => [
      product.productId,
      product.name,
      product.bookedMinutes,
      product.bookableMinutes,
      product.outsideMinutes,
    ]),
  ],
  weeks: async ({ report }, { period }) => [
    ["week_of", "is_partial", ...weekStatuses],
    ...(await report.weeks(period)).map(({ from, isPartial, counts }) => [
      from,
      isPartial,
      ...weekStatuses.map((status) => counts[status]),
    ]),
  ],
  "lead-times": async ({ report }, { period }) => [
    ["from_minutes", "until_minutes", "bookings"],
    ...(await report.leadTimes(period)).map(({ fromMinutes, untilMinutes, count }) => [
      fromMinutes,
      untilMinutes,
      count,
    ]),
  ],
};

/** A report as CSV (RFC 4180), every row with the period and its zone; null when there is no report of that name. */
export async function reportCsv(
  trpc: Caller,
  name: string,
  { filters, timeZone }: { filters: Filters; timeZone: string },
): Promise<string | null> {
  const report = Object.hasOwn(reports, name) ? reports[name] : undefined;
  if (!report) return null;
  const [heads = [], ...rows] = await report(trpc, filters);
  const { from, to } = filters.period;
  return [[...heads, "from", "to", "time_zone"], ...rows.map((row) => [...row, from, to, timeZone])]
    .map((cells) => `${cells.map(csvCell).join(",")}\r\n`)
    .join("");
}

type Figure = [name: string, value: number | null];

function figuresOf(figures: Summary & ReturnType<typeof minutesOf>): Figure[] {
  const { revenue, leadMinutes, ...counts } = figures;
  return [
    ["bookings", counts.bookings],
    ["cancelled", counts.cancelled],
    ["over", counts.over],
    ["no_shows", counts.noShows],
    ["booked_minutes", counts.bookedMinutes],
    ["bookable_minutes", counts.bookableMinutes],
    ["median_lead_minutes", leadMinutes],
    ...revenue.map(({ currency, amountMinor }): Figure => [`revenue_minor_${currency}`, amountMinor]),
  ];
}

function minutesOf({ bookedMinutes, bookableMinutes }: { bookedMinutes: number; bookableMinutes: number }) {
  return { bookedMinutes, bookableMinutes };
}

/** A currency that did not move is a zero; what could not be worked out is empty. */
function missing(name: string): number | null {
  return name.startsWith("revenue_minor_") ? 0 : null;
}
