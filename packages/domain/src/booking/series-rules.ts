// Series: the rules that make many bookings. Apart from the rest of booking, since a browser needs no recurrence.
export { requireApart, type SeriesRule, seriesOccurrences } from "./series.ts";
export { type SplitSeries, splitSeries } from "./series-split.ts";
