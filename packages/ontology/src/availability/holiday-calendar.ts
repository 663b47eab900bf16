import type { Queryable } from "@availability/db";
import { holidayCalendars } from "@availability/db/schema";
import type { HolidayMode } from "@availability/domain/availability";
import type { LocalDate } from "@availability/domain/time";
import { or } from "drizzle-orm";
import { type InheritedFrom, isOwnedBy, type KnownOwner, levelsOf, ownerOfRow } from "./owner.ts";

/** Which public holidays close an owner. */
type HolidayCalendar = {
  mode: HolidayMode;
  country: string | null;
  region: string | null;
  openDates: LocalDate[];
};

/** What holds for an owner: `mode` is never `inherit`, and without any calendar it is `none`. */
export type EffectiveCalendar = HolidayCalendar & {
  mode: "none" | "country";
  inheritedFrom: InheritedFrom;
  /** What is written for the owner itself; its version is 0 while nothing is. */
  own: HolidayCalendar;
  version: number;
};

/** The nearest calendar that does not inherit decides; dates that any level on the way opens are open. */
export async function effectiveCalendar(
  db: Queryable,
  organizationId: string,
  known: KnownOwner,
): Promise<EffectiveCalendar> {
  const levels = levelsOf(known);
  const rows = await db
    .select()
    .from(holidayCalendars)
    .where(or(...levels.map(({ owner }) => isOwnedBy(holidayCalendars, organizationId, owner))));
  const stored = levels.map(({ owner }) => rows.find((row) => ownerOfRow(row).kind === owner.kind));
  const at = stored.findIndex((row) => row !== undefined && row.mode !== "inherit");
  const openDates = stored.flatMap((row) => row?.openDates ?? []);
  const decisive = at < 0 ? undefined : stored[at];
  const own = stored[0];
  return {
    mode: decisive?.mode === "country" ? "country" : "none",
    country: decisive?.country ?? null,
    region: decisive?.region ?? null,
    openDates: [...new Set(openDates)].sort(),
    inheritedFrom: levels[at]?.inheritedFrom ?? null,
    own: {
      mode: own?.mode ?? "inherit",
      country: own?.country ?? null,
      region: own?.region ?? null,
      openDates: [...(own?.openDates ?? [])].sort(),
    },
    version: own?.version ?? 0,
  };
}
