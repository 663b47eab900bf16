import type { Queryable } from "@availability/db";
import type { GetHolidays } from "@availability/domain/availability";
import { localDateOf } from "@availability/domain/time";
import { authorizeMember } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { type EffectiveCalendar, effectiveCalendar } from "./holiday-calendar.ts";
import { type Holiday, publicHolidays } from "./holidays.ts";
import { type KnownOwner, requireOwner } from "./owner.ts";

/** The holidays of one year and whether each closes the owner. */
export type Holidays = EffectiveCalendar & { year: number; data: (Holiday & { isOpen: boolean })[] };

/** Which holidays close an owner, where that is written, and the holidays of a year (this one when not said). */
export async function getHolidays(ctx: Ctx, input: GetHolidays): Promise<Holidays> {
  const organizationId = authorizeMember(ctx);
  const known = await requireOwner(ctx.db, organizationId, input);
  const year = input.year ?? Number(localDateOf(ctx.now(), known.timeZone).slice(0, 4));
  return holidaysOfYear(ctx.db, { organizationId, known, year });
}

/** The same for an owner already read. */
export async function holidaysOfYear(
  db: Queryable,
  { organizationId, known, year }: { organizationId: string; known: KnownOwner; year: number },
): Promise<Holidays> {
  const calendar = await effectiveCalendar(db, organizationId, known);
  const { country, region, openDates } = calendar;
  const range = { first: `${year}-01-01`, last: `${year}-12-31` };
  const holidays = country ? await publicHolidays({ country, region, ...range }) : [];
  const data = holidays.map((holiday) => ({ ...holiday, isOpen: openDates.includes(holiday.date) }));
  return { ...calendar, year, data };
}
