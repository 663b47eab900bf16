// Report: periods to look back on, and how much of the bookable time was booked. Rules: docs/spec/reports.md.
export { ReportFilter } from "./inputs.ts";
export { type LeadTime, leadTimes } from "./lead-times.ts";
export { type Period, type ReportRange, reportPeriods, reportRanges, weeksOf } from "./periods.ts";
export { countedStatuses, overStatuses } from "./statuses.ts";
export { type BookedInterval, sumOf, type Utilisation, utilisationOf } from "./utilisation.ts";
export { hoursPerWeek } from "./week-hours.ts";
