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
export function reportFilters(params: ReportParams, { now, timeZone }: { now: number; timeZone: string }) {
  const { period, before } = reportPeriods(params.range, localDateOf(now, timeZone));
  const filter = (days: Period) => ({
    ...days,
    ...(params.locationId ? { locationId: params.locationId } : {}),
    ...(params.productId ? { productId: params.productId } : {}),
  });
  return { period: filter(period), before: filter(before) };
}
