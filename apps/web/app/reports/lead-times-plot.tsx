import type { LeadTimeCount } from "@availability/ontology/report";
import { Text } from "@mantine/core";
import { BarList } from "./bar-list.tsx";
import { partOf, percentText } from "./figures.ts";
import { leadTimeText } from "./lead-time-text.ts";
import { PlotFrame } from "./plot-frame.tsx";
import tables from "./plot-table.module.css";

/** How long before their start bookings were made. */
export function LeadTimesPlot({ leadTimes }: { leadTimes: LeadTimeCount[] }) {
  const all = leadTimes.reduce((sum, { count }) => sum + count, 0);
  if (all === 0) return <Text size="sm">No booking starts in this period.</Text>;
  const most = Math.max(...leadTimes.map(({ count }) => count));
  return (
    <PlotFrame table={<LeadTimesTable leadTimes={leadTimes} all={all} />}>
      <BarList
        items={leadTimes.map((leadTime) => ({
          key: String(leadTime.fromMinutes),
          label: leadTimeText(leadTime),
          value: String(leadTime.count),
          part: leadTime.count / most,
        }))}
      />
    </PlotFrame>
  );
}

function LeadTimesTable({ leadTimes, all }: { leadTimes: LeadTimeCount[]; all: number }) {
  return (
    <table className={tables.table}>
      <thead>
        <tr>
          <th scope="col">Before the start</th>
          <th scope="col">Bookings</th>
          <th scope="col">Part</th>
        </tr>
      </thead>
      <tbody>
        {leadTimes.map((leadTime) => (
          <tr key={leadTime.fromMinutes}>
            <th scope="row">{leadTimeText(leadTime)}</th>
            <td>{leadTime.count}</td>
            <td>{percentText(partOf(leadTime.count, all))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
