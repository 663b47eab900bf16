import type { SlotQuery } from "@availability/domain/availability";
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
  const closed = isClosedAsStale(availability, wish.now);
  return {
    timeZone: timeZoneOf(availability),
    weeklyHours: closed ? [] : weeklyHours(availability),
    exceptions: closed ? [] : availability.exceptions,
    busy: [...availability.blocks, ...availability.externalBusy],
    claims: availability.claims,
    capacity: availability.capacity,
    attendees: wish.attendees ?? 1,
    durationMinutes: wish.durationMinutes ?? availability.durationsMinutes[0] ?? 60,
    stepMinutes: availability.slotStepMinutes,
    bufferBeforeMinutes: availability.bufferBeforeMinutes,
    bufferAfterMinutes: availability.bufferAfterMinutes,
    minNoticeMinutes: availability.minNoticeMinutes,
    horizonDays: availability.horizonDays,
    now: wish.now,
    start: wish.start,
    end: wish.end,
  };
}

/** IANA; the zone in which the product's hours are meant. */
export function timeZoneOf(availability: ProductAvailability): string {
  return availability.schedule?.timeZone ?? availability.organizationTimeZone;
}

export type StaleCalendar = { calendarId: string; name: string; lastSuccessAt: number | null };

/** The calendars of a product that were not read for longer than the organisation allows, or never. */
export function staleCalendars(availability: ProductAvailability, now: number): StaleCalendar[] {
  const oldest = now - availability.policy.staleMinutes * 60_000;
  return availability.calendars
    .filter(({ lastSuccessAt }) => lastSuccessAt === null || lastSuccessAt < oldest)
    .map(({ id, name, lastSuccessAt }) => ({ calendarId: id, name, lastSuccessAt }));
}

function isClosedAsStale(availability: ProductAvailability, now: number): boolean {
  return availability.policy.failure === "closed" && staleCalendars(availability, now).length > 0;
}

function weeklyHours(availability: ProductAvailability): SlotQuery["weeklyHours"] {
  return (availability.schedule?.hours ?? []).map(({ weekday, start, end }) => ({
    days: [weekday],
    start,
    end,
  }));
}
