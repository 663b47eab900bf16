import * as z from "zod";
import { LocalDateInput } from "../../time/inputs.ts";
import { dryRun, namesOneOwner, oneOwner, ownerFields, version } from "./owner.ts";

export const holidayModes = ["inherit", "none", "country"] as const;
export type HolidayMode = (typeof holidayModes)[number];

const firstYear = 1970;
const lastYear = 2200;

const HolidayDate = LocalDateInput.refine(
  (date) => date >= `${firstYear}-01-01` && date <= `${lastYear}-12-31`,
  { error: `Holidays are known for the years ${firstYear} to ${lastYear}` },
);

export const SetHolidays = z
  .object({
    ...ownerFields,
    mode: z.enum(holidayModes, `One of ${holidayModes.join(", ")}`),
    /** ISO 3166-1 alpha-2 */
    country: z.string().trim().toUpperCase().max(10).nullish(),
    /** What follows the hyphen in ISO 3166-2. */
    region: z.string().trim().toUpperCase().max(10).nullish(),
    openDates: z.array(HolidayDate).max(1000, "At most 1,000 dates").default([]),
    version,
    dryRun,
  })
  .refine(namesOneOwner, oneOwner)
  .refine(({ mode, country }) => mode !== "country" || Boolean(country), {
    path: ["country"],
    message: 'Name the country, such as "DE", or choose another mode',
  })
  .refine(({ mode, country }) => mode === "country" || !country, {
    path: ["country"],
    message: 'A country goes with mode "country"; leave it out, or choose that mode',
  })
  .refine(({ country, region }) => Boolean(country) || !region, {
    path: ["region"],
    message: "A region goes with a country; name it, or leave the region out",
  });
export type SetHolidays = z.output<typeof SetHolidays>;

export const GetHolidays = z
  .object({
    ...ownerFields,
    year: z.coerce
      .number()
      .int("A whole number")
      .min(firstYear, `From ${firstYear} on`)
      .max(lastYear, `Up to ${lastYear}`)
      .optional(),
  })
  .refine(namesOneOwner, oneOwner);
export type GetHolidays = z.output<typeof GetHolidays>;
