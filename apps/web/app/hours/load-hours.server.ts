import type { Owner } from "@availability/domain/availability";
import { addDays, localDateOf } from "@availability/domain/time";
import { isId } from "~/bookings/id.ts";
import { type Caller, orRefusalPage } from "~/trpc/caller.server.ts";
import { ownerKey, readOwner, readSection } from "./owner.ts";

/** What the screen of hours shows: the owners to choose from, and of the chosen one what its section needs. */
export async function loadHours(trpc: Caller, { url, now }: { url: URL; now: number }) {
  const owner = readOwner(url.searchParams);
  const section = readSection(url.searchParams);
  const scheduleId = url.searchParams.get("schedule");
  const [products, locations, own, named] = await orRefusalPage(
    Promise.all([
      trpc.product.list({ limit: 200 }),
      trpc.location.list({ limit: 200 }),
      trpc.availability.ownerSchedule({ owner }),
      isId(scheduleId) ? trpc.availability.schedule({ scheduleId }) : null,
    ]),
  );
  const { timeZone, weeklyHours, version } = named ?? own;
  const schedule = { timeZone, weeklyHours, version, inheritedFrom: named ? null : own.inheritedFrom };
  const today = localDateOf(now, schedule.timeZone);
  const month = /^\d{4}-(0[1-9]|1[0-2])$/.exec(url.searchParams.get("month") ?? "")?.[0] ?? today.slice(0, 7);
  const choices = [
    { value: "organization", label: "The organisation (default for all)" },
    ...locations.data.map(({ id, name }) => ({ value: `location:${id}`, label: `Location: ${name}` })),
    ...products.data.map(({ id, name }) => ({ value: `product:${id}`, label: name })),
  ];
  return {
    owner,
    ownerName: choices.find(({ value }) => value === ownerKey(owner))?.label ?? "An archived product",
    section,
    choices,
    products: products.data.map(({ id, name }) => ({ id, name })),
    schedule,
    isUnset: named === null && own.version === 0 && own.weeklyHours.length === 0,
    season: named && { id: named.id, name: named.name },
    today,
    month,
    ...(await detailsOf(trpc, { owner, section, month, today, now })),
  };
}

type Wish = { owner: Owner; section: string; month: string; today: string; now: number };

async function detailsOf(trpc: Caller, { owner, section, month, today, now }: Wish) {
  const isDates = section === "dates";
  const isHolidays = section === "holidays";
  const isSeasons = section === "seasons";
  const first = `${month}-01`;
  const from = first < today ? first : today;
  const year = Number((isDates ? month : today).slice(0, 4));
  const [exceptions, holidays, countries, assignments, schedules, blocks] = await Promise.all([
    isDates ? trpc.availability.exceptions({ owner, from, inherited: true, limit: 200 }) : null,
    isDates || isHolidays ? trpc.availability.holidays({ owner, year }) : null,
    isHolidays ? trpc.availability.holidayCountries() : null,
    isSeasons ? trpc.availability.assignments({ owner }) : null,
    isSeasons ? trpc.availability.schedules({ limit: 200 }) : null,
    section === "blocks" && owner.kind === "product"
      ? trpc.availability.blocks({ productId: owner.id, from: now, limit: 100 })
      : null,
  ]);
  return {
    exceptions: exceptions?.data ?? [],
    holidays,
    countries: countries?.data ?? [],
    assignments: assignments?.data ?? [],
    schedules: schedules?.data.map(({ id, name }) => ({ id, name })) ?? [],
    blocks: blocks?.data ?? [],
    gridDays: isDates ? daysOfGrid(first) : [],
  };
}

/** Six weeks from the Monday on or before the first of a month. */
function daysOfGrid(first: string): string[] {
  const weekday = (new Date(`${first}T12:00:00Z`).getUTCDay() + 6) % 7;
  return Array.from({ length: 42 }, (_, index) => addDays(first, index - weekday));
}
