import { newId, type Transaction } from "@availability/db";
import { holidayCalendars } from "@availability/db/schema";
import type { SetHolidays } from "@availability/domain/availability";
import { DomainError } from "@availability/domain/errors";
import { localDateOf } from "@availability/domain/time";
import { sql } from "drizzle-orm";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { requireVersion } from "../product/require-version.ts";
import { type AffectedBookings, withAffected } from "./affected-bookings.ts";
import { type Holidays, holidaysOfYear } from "./get-holidays.ts";
import { effectiveCalendar } from "./holiday-calendar.ts";
import { holidayCountries, publicHolidays } from "./holidays.ts";
import { type KnownOwner, ownerColumns, requireOwner } from "./owner.ts";

type Changed = Holidays & { notices: string[]; affectedBookings: AffectedBookings };

/**
 * Says which public holidays close an owner: those of a country or of a region of it, none, or what the level above says
 * (`inherit`). On `openDates` it is open all the same. Throws `invalid` for a country or region that is not known.
 */
export async function setHolidays(ctx: Ctx, input: SetHolidays): Promise<Changed> {
  const organizationId = authorize(ctx, "manage_availability");
  await requirePlace(input);
  return withAffected(
    ctx,
    { organizationId, dryRun: input.dryRun },
    {
      scope: async (tx) => [(await requireOwner(tx, organizationId, input)).owner],
      apply: async (tx) => {
        const known = await requireOwner(tx, organizationId, input);
        const { version } = await effectiveCalendar(tx, organizationId, known);
        requireVersion("holiday calendar", version, input.version);
        await write(tx, { organizationId, known, input, at: new Date(ctx.now()) });
        const year = Number(localDateOf(ctx.now(), known.timeZone).slice(0, 4));
        const changed = await holidaysOfYear(tx, { organizationId, known, year });
        return { ...changed, notices: await noticesOf(input.openDates, changed) };
      },
    },
  );
}

async function requirePlace({ country, region }: SetHolidays): Promise<void> {
  if (!country) return;
  const known = (await holidayCountries()).find(({ code }) => code === country);
  if (!known) {
    const detail = `No holidays are known for the country "${country}"; use a code of two letters such as "DE"`;
    throw new DomainError("invalid", detail, { errors: [{ pointer: "/country", detail }] });
  }
  if (!region || known.regions.some(({ code }) => code === region)) return;
  const codes = known.regions.map(({ code }) => code).join(", ");
  const fix = codes ? `use one of ${codes}, or leave it out` : "leave it out; it has none of its own";
  const detail = `"${region}" is no region of ${known.name} with holidays of its own; ${fix}`;
  throw new DomainError("invalid", detail, { errors: [{ pointer: "/region", detail }] });
}

async function write(
  tx: Transaction,
  wanted: { organizationId: string; known: KnownOwner; input: SetHolidays; at: Date },
): Promise<void> {
  const { organizationId, known, input, at } = wanted;
  const set = {
    mode: input.mode,
    country: input.country ?? null,
    region: input.region ?? null,
    openDates: [...new Set(input.openDates)].sort(),
    updatedAt: at,
  };
  await tx
    .insert(holidayCalendars)
    .values({ id: newId(), organizationId, ...ownerColumns(known.owner), ...set })
    .onConflictDoUpdate({
      target: [holidayCalendars.organizationId, holidayCalendars.productId, holidayCalendars.locationId],
      set: { ...set, version: sql`${holidayCalendars.version} + 1` },
    });
}

/** A date that is opened although no holiday closes it is most likely a slip. */
async function noticesOf(openDates: readonly string[], { country, region }: Holidays): Promise<string[]> {
  const wanted = [...new Set(openDates)].sort();
  const holidays = new Set<string>();
  for (const year of new Set(wanted.map((date) => date.slice(0, 4)))) {
    const range = { first: `${year}-01-01`, last: `${year}-12-31` };
    const found = country ? await publicHolidays({ country, region, ...range }) : [];
    for (const { date } of found) holidays.add(date);
  }
  const others = wanted.filter((date) => !holidays.has(date));
  if (others.length === 0) return [];
  const where = [country, region].filter(Boolean).join("-");
  return [
    `No holiday${where ? ` of ${where}` : ""} falls on ${others.join(", ")}; opening it changes nothing`,
  ];
}
