import type { LoaderFunctionArgs } from "@remix-run/node";
import { reportFiltersAt } from "~/reports/load-reports.server.ts";
import { reportCsv } from "~/reports/report-csv.server.ts";
import { orRefusalPage, requireCaller } from "~/trpc/caller.server.ts";

/** The figures behind one plot of the overview, for the same period, location and product, as CSV. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { session, trpc } = await requireCaller(request, context);
  const { timeZone, firstWeekday } = session.organization;
  const at = { trpc, now: context.app.environment.now(), timeZone, firstWeekday };
  const { filters, ...asked } = await orRefusalPage(reportFiltersAt(at, new URL(request.url).searchParams));
  const name = params.name ?? "";
  const text = await orRefusalPage(reportCsv(trpc, name, { filters, timeZone: asked.timeZone }));
  if (text === null) throw new Response("There is no report of this name.", { status: 404 });
  const { from, to } = filters.period;
  return new Response(text, {
    headers: {
      "Content-Type": "text/csv; charset=utf-8; header=present",
      "Content-Disposition": `attachment; filename="${name}-${from}-${to}.csv"`,
      "Cache-Control": "no-store",
    },
  });
}
