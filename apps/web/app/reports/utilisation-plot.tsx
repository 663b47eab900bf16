import type { UtilisationReport } from "@availability/ontology/report";
import { Text } from "@mantine/core";
import { Link } from "@remix-run/react";
import { numberText } from "./figures.ts";
import { Heatmap, HeatmapTable } from "./heatmap.tsx";
import { PlotFrame } from "./plot-frame.tsx";

type UtilisationPlotProps = { report: UtilisationReport; firstWeekday: number };

/** When the products are in use; says so where nothing was ever open. */
export function UtilisationPlot({ report, firstWeekday }: UtilisationPlotProps) {
  if (report.products.length === 0) {
    return <Text size="sm">There is no product here, so that nothing could be booked.</Text>;
  }
  if (report.bookableMinutes === 0) {
    return (
      <Text size="sm">
        Nothing was open in this period. <Link to="/booking/availability">Look at the opening hours</Link>
      </Text>
    );
  }
  return (
    <PlotFrame table={<HeatmapTable {...{ report, firstWeekday }} />} notes={notesOf(report)}>
      <Heatmap {...{ report, firstWeekday }} />
    </PlotFrame>
  );
}

function notesOf({ outsideMinutes, isMore }: UtilisationReport): string[] {
  return [
    ...(outsideMinutes > 0
      ? [`${numberText(outsideMinutes / 60)} h were booked outside bookable time and are not part of this.`]
      : []),
    ...(isMore ? ["There are more than 200 products; the first 200 by name are counted."] : []),
  ];
}
