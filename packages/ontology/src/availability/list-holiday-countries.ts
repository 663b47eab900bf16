import { authorizeMember } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { type HolidayCountry, holidayCountries } from "./holidays.ts";

/** Every country whose public holidays are known, by name, with its regions. */
export async function listHolidayCountries(ctx: Ctx): Promise<{ data: HolidayCountry[] }> {
  authorizeMember(ctx);
  return { data: await holidayCountries() };
}
