import type { ExplainQuery, Member, OpeningHours, SlotQuery } from "@availability/domain/availability";
import type { ProductAvailability } from "./read-availability.ts";

export type SlotWish = {
  start: number;
  end: number;
  durationMinutes?: number;
  attendees?: number;
  now: number;
};

/** The engine's question for one product: the same for listing and for booking. */
export function slotQuery(availability: ProductAvailability, wish: SlotWish): SlotQuery {
  return {
    ...rulesOf(availability, wish),
    ...(isClosedAsStale(availability, wish.now) ? closedHours(availability) : openingHours(availability)),
    busy: busyOf(availability),
    claims: availability.claims,
  };
}

/** The same question with the causes of everything; needs an availability that was read with causes. */
export function explainQuery(availability: ProductAvailability, wish: SlotWish): ExplainQuery {
  const [stale] = isClosedAsStale(availability, wish.now) ? staleCalendars(availability, wish.now) : [];
  const names = new Map(availability.calendars.map(({ id, name }) => [id, name]));
  return {
    ...rulesOf(availability, wish),
    ...openingHours(availability),
    exceptions: availability.exceptions,
    busy: [
      ...availability.blocks.map(({ id, reason, ...during }) => ({
        ...during,
        reason: "blocked" as const,
        cause: { kind: "block", id, name: reason },
      })),
      ...availability.externalBusy.map(({ calendarId, start, end }) => ({
        start,
        end,
        reason: "external_busy" as const,
        cause: { kind: "calendar", id: calendarId, name: names.get(calendarId) ?? null },
      })),
    ],
    claims: availability.claims.map((claim) => ({ ...claim, booked: claim.booked ?? claim })),
    stale: stale ? { kind: "calendar", id: stale.calendarId, name: stale.name } : null,
  };
}

/** IANA; the zone in which the product's hours are meant. */
export function timeZoneOf(availability: ProductAvailability): string {
  return availability.hours?.timeZone ?? availability.timeZone;
}

export type StaleCalendar = { calendarId: string; name: string; lastSuccessAt: number | null };

/** The calendars of a product that were not read for longer than the organisation allows, or never. */
function staleCalendars(availability: ProductAvailability, now: number): StaleCalendar[] {
  const oldest = now - availability.policy.staleMinutes * 60_000;
  return availability.calendars
    .filter(({ lastSuccessAt }) => lastSuccessAt === null || lastSuccessAt < oldest)
    .map(({ id, name, lastSuccessAt }) => ({ calendarId: id, name, lastSuccessAt }));
}

/** Of the product and of all it requires; each once. */
export function allStaleCalendars(availability: ProductAvailability, now: number): StaleCalendar[] {
  const found = new Map<string, StaleCalendar>();
  const collect = (product: ProductAvailability): void => {
    for (const calendar of staleCalendars(product, now)) found.set(calendar.calendarId, calendar);
    for (const { members } of product.requirements) members.forEach(collect);
  };
  collect(availability);
  return [...found.values()];
}

function rulesOf(availability: ProductAvailability, wish: SlotWish) {
  return {
    capacity: availability.capacity,
    attendees: wish.attendees ?? 1,
    durationMinutes: wish.durationMinutes ?? availability.durationsMinutes[0] ?? 60,
    stepMinutes: availability.slotStepMinutes,
    bufferBeforeMinutes: availability.bufferBeforeMinutes,
    bufferAfterMinutes: availability.bufferAfterMinutes,
    minNoticeMinutes: availability.minNoticeMinutes,
    horizonDays: availability.horizonDays,
    requirements: requirementsOf(availability, wish.now),
    allocations: availability.allocations,
    now: wish.now,
    start: wish.start,
    end: wish.end,
  };
}

function requirementsOf({ requirements }: ProductAvailability, now: number) {
  return requirements.map(({ members, ...group }) => ({
    ...group,
    members: members.map((member) => memberOf(member, now)),
  }));
}

function memberOf(availability: ProductAvailability, now: number): Member {
  const isOut = availability.status === "archived" || isClosedAsStale(availability, now);
  const own = availability.hours ? openingHours(availability) : null;
  return {
    id: availability.productId,
    hours: isOut ? closedHours(availability) : own,
    busy: busyOf(availability),
    claims: availability.claims,
    capacity: availability.capacity,
    bufferBeforeMinutes: availability.bufferBeforeMinutes,
    bufferAfterMinutes: availability.bufferAfterMinutes,
    requirements: requirementsOf(availability, now),
  };
}

function busyOf({ blocks, externalBusy }: ProductAvailability) {
  return blocks.length > 0 ? [...blocks, ...externalBusy] : externalBusy;
}

function isClosedAsStale(availability: ProductAvailability, now: number): boolean {
  return availability.policy.failure === "closed" && staleCalendars(availability, now).length > 0;
}

function closedHours(availability: ProductAvailability): OpeningHours {
  return { timeZone: timeZoneOf(availability), weeklyHours: [], exceptions: [] };
}

/** The product's own hours, holidays and exceptions included; never open while nobody set any. */
export function openingHours(availability: ProductAvailability): OpeningHours {
  const { hours, exceptions } = availability;
  return {
    timeZone: timeZoneOf(availability),
    weeklyHours: weeklyHours(hours?.weekly ?? []),
    seasons: (hours?.seasons ?? []).map(({ weekly, ...dates }) => ({
      ...dates,
      weeklyHours: weeklyHours(weekly),
    })),
    exceptions,
  };
}

function weeklyHours(ranges: readonly { weekday: number; start: string; end: string }[]) {
  return ranges.map(({ weekday, start, end }) => ({ days: [weekday], start, end }));
}
