import * as z from "zod";
import { dayNumberOf, LocalDateInput } from "../time/index.ts";

const mostDays = 366;

/** The period a report looks at, both dates included, and what narrows it. */
export const ReportFilter = z
  .object({
    from: LocalDateInput,
    to: LocalDateInput,
    productId: z.uuid("An id of one of your products").optional(),
    locationId: z.uuid("An id of one of your locations").optional(),
  })
  .refine(({ from, to }) => from <= to, { path: ["to"], error: "Choose a day on or after the first" })
  .refine(({ from, to }) => dayNumberOf(to) - dayNumberOf(from) < mostDays, {
    path: ["to"],
    error: `At most ${mostDays} days; choose a shorter period`,
  });
export type ReportFilter = z.output<typeof ReportFilter>;
