import type { Summary, UtilisationReport } from "@availability/ontology/report";
import type { AppLoadContext } from "@remix-run/node";
import { type PanelAt, type Settled, settled } from "~/overview/settled.server.ts";
import { soon } from "~/overview/soon.server.ts";
import { readReportParams, reportFilters, zoneOfReport } from "./report-params.ts";

/** The figures of a period beside those of the one before. */
export type Compared<T> = { now: T; before: T };

export type Figures = { summary: Compared<Summary>; utilisation: Settled<Compared<UtilisationReport>> };

type ReportsAt = Omit<PanelAt, "times"> & { firstWeekday: number };

/** What the reports show for an address, each panel by itself. */
export async function loadReports(
  at: ReportsAt,
  { search, context }: { search: URLSearchParams; context: AppLoadContext },
) {
  const { filters, ...asked } = await reportFiltersAt(at, search);
  const { period, before } = filters;
  const { report } = at.trpc;
  const utilisation = settled(
    context,
    "utilisation",
    compared(report.utilisation(period), report.utilisation(before)),
  );
  const summary = compared(report.summary(period), report.summary(before));
  const [figures, shownUtilisation, weeks, leadTimes] = await Promise.all([
    soon(settled(context, "figures", figuresOf(summary, utilisation))),
    soon(utilisation),
    soon(settled(context, "weeks", report.weeks(period))),
    soon(settled(context, "lead times", report.leadTimes(period))),
  ]);
  return {
    ...asked,
    firstWeekday: at.firstWeekday,
    period: { from: period.from, to: period.to },
    before: { from: before.from, to: before.to },
    ...{ figures, utilisation: shownUtilisation, weeks, leadTimes },
  };
}

export type Reports = Awaited<ReturnType<typeof loadReports>>;

/** What an address asks for: the filters of the period and the one before, their zone, and what can be chosen. */
export async function reportFiltersAt(
  { trpc, now, timeZone, firstWeekday }: ReportsAt,
  search: URLSearchParams,
) {
  const params = readReportParams(search);
  const [products, locations] = await Promise.all([
    trpc.product.list({ limit: 200 }),
    trpc.location.list({ limit: 200 }),
  ]);
  const zone = zoneOfReport(params, { products: products.data, locations: locations.data, timeZone });
  return {
    params,
    timeZone: zone,
    products: products.data.map(({ id, name }) => ({ id, name })),
    locations: locations.data.map(({ id, name }) => ({ id, name })),
    filters: reportFilters(params, { now, timeZone: zone, firstWeekday }),
  };
}

async function compared<T>(now: Promise<T>, before: Promise<T>): Promise<Compared<T>> {
  const [first, second] = await Promise.all([now, before]);
  return { now: first, before: second };
}

async function figuresOf(
  summary: Promise<Compared<Summary>>,
  utilisation: Promise<Settled<Compared<UtilisationReport>>>,
): Promise<Figures> {
  const [counts, time] = await Promise.all([summary, utilisation]);
  return { summary: counts, utilisation: time };
}
