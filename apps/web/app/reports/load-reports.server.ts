import type { Summary, UtilisationReport } from "@availability/ontology/report";
import type { AppLoadContext } from "@remix-run/node";
import { type PanelAt, type Settled, settled } from "~/overview/settled.server.ts";
import { soon } from "~/overview/soon.server.ts";
import { readReportParams, reportFilters, zoneOfReport } from "./report-params.ts";

/** The figures of a period beside those of the one before. */
export type Compared<T> = { now: T; before: T };

export type Figures = { summary: Compared<Summary>; utilisation: Settled<Compared<UtilisationReport>> };

/** What the reports show for an address, each panel by itself. */
export async function loadReports(
  at: PanelAt,
  { search, context }: { search: URLSearchParams; context: AppLoadContext },
) {
  const { trpc, now } = at;
  const params = readReportParams(search);
  const [products, locations] = await Promise.all([
    trpc.product.list({ limit: 200 }),
    trpc.location.list({ limit: 200 }),
  ]);
  const places = { products: products.data, locations: locations.data, timeZone: at.timeZone };
  const timeZone = zoneOfReport(params, places);
  const { period, before } = reportFilters(params, { now, timeZone });
  const utilisation = settled(
    context,
    "utilisation",
    compared(trpc.report.utilisation(period), trpc.report.utilisation(before)),
  );
  const summary = compared(trpc.report.summary(period), trpc.report.summary(before));
  const figures = settled(context, "figures", figuresOf(summary, utilisation));
  const [soonFigures, soonUtilisation] = await Promise.all([soon(figures), soon(utilisation)]);
  return {
    params,
    timeZone,
    period: { from: period.from, to: period.to },
    before: { from: before.from, to: before.to },
    products: products.data.map(({ id, name }) => ({ id, name })),
    locations: locations.data.map(({ id, name }) => ({ id, name })),
    figures: soonFigures,
    utilisation: soonUtilisation,
  };
}

export type Reports = Awaited<ReturnType<typeof loadReports>>;

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
