import { addDays, startOfDay } from "@availability/domain/time";
import { Text } from "@mantine/core";
import { Panel } from "~/overview/panel.tsx";
import { StreamedPanel } from "~/overview/streamed.tsx";
import { formatDays } from "~/time/format.ts";
import { FigureRow } from "./figure-row.tsx";
import { LeadTimesPlot } from "./lead-times-plot.tsx";
import type { Reports } from "./load-reports.server.ts";
import { PlotSkeleton } from "./plot-frame.tsx";
import { RankingPlot } from "./ranking-plot.tsx";
import { ReportFilters } from "./report-filters.tsx";
import { type ReportParams, searchOf } from "./report-params.ts";
import classes from "./reports.module.css";
import { UtilisationPlot } from "./utilisation-plot.tsx";
import { WeeksPlot } from "./weeks-plot.tsx";

/** The figures and plots of a period. */
export function ReportsSection({ reports }: { reports: Reports }) {
  const { params, products, locations, timeZone, firstWeekday, period, before } = reports;
  const csv = (name: string, what: string) => <CsvLink {...{ name, what, params }} />;
  return (
    <section aria-labelledby="reports" className={classes.reports}>
      <div className={classes.head}>
        <h2 id="reports" className={classes.title}>
          Reports
        </h2>
        {csv("figures", "figures")}
      </div>
      <ReportFilters {...{ params, products, locations }} />
      <Text size="sm" c="dimmed">
        {daysText(period, timeZone)}, compared with {daysText(before, timeZone)}. Days in {timeZone}.
      </Text>
      <StreamedPanel data={reports.figures} skeleton={<PlotSkeleton height={114} />}>
        {(value) => <FigureRow figures={value} />}
      </StreamedPanel>
      <div className={classes.plots}>
        <div className={classes.plots}>
          <Panel title="Utilisation by weekday and hour" aside={csv("utilisation", "utilisation")}>
            <StreamedPanel data={reports.utilisation} skeleton={<PlotSkeleton height={400} />}>
              {({ now }) => <UtilisationPlot report={now} firstWeekday={firstWeekday} />}
            </StreamedPanel>
          </Panel>
          <Panel title="Lead time" aside={csv("lead-times", "lead times")}>
            <StreamedPanel data={reports.leadTimes} skeleton={<PlotSkeleton height={270} />}>
              {(leadTimes) => <LeadTimesPlot leadTimes={leadTimes} />}
            </StreamedPanel>
          </Panel>
        </div>
        <div className={classes.plots}>
          <Panel title="Bookings per week" aside={csv("weeks", "bookings per week")}>
            <StreamedPanel data={reports.weeks} skeleton={<PlotSkeleton height={300} />}>
              {(weeks) => <WeeksPlot weeks={weeks} />}
            </StreamedPanel>
          </Panel>
          <Panel title="Products by utilisation" aside={csv("products", "products by utilisation")}>
            <StreamedPanel data={reports.utilisation} skeleton={<PlotSkeleton height={160} />}>
              {({ now }) => <RankingPlot report={now} params={params} />}
            </StreamedPanel>
          </Panel>
        </div>
      </div>
    </section>
  );
}

function CsvLink({ name, what, params }: { name: string; what: string; params: ReportParams }) {
  return (
    <a href={`/reports/${name}.csv${searchOf(params)}`} download aria-label={`Download CSV: ${what}`}>
      Download CSV
    </a>
  );
}

function daysText({ from, to }: { from: string; to: string }, timeZone: string): string {
  return formatDays(startOfDay(from, timeZone), startOfDay(addDays(to, 1), timeZone) - 1, timeZone);
}
