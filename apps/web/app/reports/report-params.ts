import { type Period, type ReportRange, reportPeriods, reportRanges } from "@availability/domain/report";
import { localDateOf } from "@availability/domain/time";
import { isId } from "~/bookings/id.ts";

/** What the address says the reports look at; what it does not understand counts as absent. */
export type ReportParams = { range: ReportRange; locationId: string | null; productId: string | null };

export function readReportParams(search: URLSearchParams): ReportParams {
  const id = (name: string) => {
    const text = search.get(name);
    return isId(text) ? text : null;
  };
  return {
    range: reportRanges.find((one) => one === search.get("range")) ?? "4w",
    locationId: id("location"),
    productId: id("product"),
  };
}

/** The query of the address for these; the range is left out where it is the usual one. */
export function searchOf({ range, locationId, productId }: ReportParams): string {
  const search = new URLSearchParams();
  if (range !== "4w") search.set("range", range);
  if (locationId) search.set("location", locationId);
  if (productId) search.set("product", productId);
  return search.size > 0 ? `?${search}` : "";
}

type Places = {
  locations: readonly { id: string; timeZone: string }[];
  products: readonly { id: string; locationId: string | null }[];
  timeZone: string;
};

/** The zone in which the days of a report are meant, by what narrows it: as `report` chooses it, too. */
export function zoneOfReport(params: ReportParams, { locations, products, timeZone }: Places): string {
  const place = params.locationId ?? products.find(({ id }) => id === params.productId)?.locationId;
  return locations.find(({ id }) => id === place)?.timeZone ?? timeZone;
}

/** The filters of the period and of the one before. */
export function reportFilters(
  params: ReportParams,
  { now, timeZone, firstWeekday }: { now: number; timeZone: string; firstWeekday: number },
) {
  const { period, before } = reportPeriods(params.range, { today: localDateOf(now, timeZone), firstWeekday });
  const filter = (days: Period) => ({
    ...days,
    ...(params.locationId ? { locationId: params.locationId } : {}),
    ...(params.productId ? { productId: params.productId } : {}),
  });
  return { period: filter(period), before: filter(before) };
}
