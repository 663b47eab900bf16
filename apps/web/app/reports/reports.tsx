import { addDays, startOfDay } from "@availability/domain/time";
import { Text } from "@mantine/core";
import { Panel } from "~/overview/panel.tsx";
import { StreamedPanel } from "~/overview/streamed.tsx";
import { formatDays } from "~/time/format.ts";
import { FigureRow } from "./figure-row.tsx";
import type { Reports } from "./load-reports.server.ts";
import { PlotSkeleton } from "./plot-frame.tsx";
import { ReportFilters } from "./report-filters.tsx";
import classes from "./reports.module.css";
import { UtilisationPlot } from "./utilisation-panel.tsx";

/** The figures and plots of a period. */
export function ReportsSection({ reports }: { reports: Reports }) {
  const { params, products, locations, timeZone, period, before, figures, utilisation } = reports;
  return (
    <section aria-labelledby="reports" className={classes.reports}>
      <h2 id="reports" className={classes.title}>
        Reports
      </h2>
      <ReportFilters {...{ params, products, locations }} />
      <Text size="sm" c="dimmed">
        {daysText(period, timeZone)}, compared with {daysText(before, timeZone)}. Days in {timeZone}.
      </Text>
      <StreamedPanel data={figures} skeleton={<PlotSkeleton height={114} />}>
        {(value) => <FigureRow figures={value} />}
      </StreamedPanel>
      <Panel title="Utilisation by weekday and hour">
        <StreamedPanel data={utilisation} skeleton={<PlotSkeleton height={400} />}>
          {({ now }) => <UtilisationPlot report={now} />}
        </StreamedPanel>
      </Panel>
    </section>
  );
}

function daysText({ from, to }: { from: string; to: string }, timeZone: string): string {
  return formatDays(startOfDay(from, timeZone), startOfDay(addDays(to, 1), timeZone) - 1, timeZone);
}
