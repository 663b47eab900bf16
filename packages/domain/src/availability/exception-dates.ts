import { addDays, type LocalDate, localDateOf } from "../time/index.ts";

/**
 * The local dates, first to last, whose exceptions can matter to the slots of `[start, end)` (epoch ms): load these.
 * They begin before the range, because the grid of a long open range counts from where it opened.
 */
export function exceptionDates(
  range: { start: number; end: number },
  timeZone: string,
): { first: LocalDate; last: LocalDate } {
  return {
    first: addDays(localDateOf(range.start, timeZone), -10),
    last: addDays(localDateOf(range.end, timeZone), 2),
  };
}
