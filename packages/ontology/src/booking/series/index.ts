// Series: bookings that one rule makes, from the preview to the cancellation of the last.
export { type CancelledSeries, cancelSeries } from "./cancel-series.ts";
export type { ConflictReason, Occurrence } from "./check-occurrences.ts";
export type { Conflict } from "./conflicts.ts";
export { type CreatedSeries, createSeries } from "./create-series.ts";
export { type EditedSeries, editSeries } from "./edit-series.ts";
export { getSeries } from "./get-series.ts";
export { ListSeries, listSeries } from "./list-series.ts";
export { previewSeries, type SeriesPreview } from "./preview-series.ts";
export type { Series, SeriesBooking, SeriesSummary } from "./series-view.ts";
