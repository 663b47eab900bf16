import { addDays, localDateOf, startOfDay } from "@availability/domain/time";
import { data } from "@remix-run/node";
import { isId } from "~/bookings/id.ts";
import { type Caller, orRefusalPage } from "~/trpc/caller.server.ts";
import { readParams, withParams } from "./calendar-params.ts";
import { wallTime } from "./wall-time.ts";

/**
 * What the booking form offers for the product and time in the address: the free slots of that day. Without a time, the next
 * free one.
 */
export async function loadBookingChoice(trpc: Caller, { url, now }: { url: URL; now: number }) {
  const hold = url.searchParams.get("hold");
  const params = readParams(url.searchParams);
  if (!params.productId) {
    throw data("Choose a free time in the calendar; this address names none.", { status: 400 });
  }
  const product = await orRefusalPage(trpc.product.get({ productId: params.productId }));
  const wished = Number(url.searchParams.get("duration"));
  const durationMinutes = product.durationsMinutes.includes(wished)
    ? wished
    : (product.durationsMinutes[0] ?? 60);
  const start = await startOf(trpc, { url, now, productId: product.id, durationMinutes });
  const around = { start: start - dayMs * 2, end: start + dayMs * 2 };
  const { slots, timeZone } = await orRefusalPage(
    trpc.availability.slots({
      productId: product.id,
      durationMinutes,
      ...around,
      ...(isId(hold) ? { holdId: hold } : {}),
    }),
  );
  const shownZone = params.timeZone ?? timeZone;
  const date = localDateOf(start, shownZone);
  const day = { start: startOfDay(date, shownZone), end: startOfDay(addDays(date, 1), shownZone) };
  return {
    product: {
      id: product.id,
      name: product.name,
      capacity: product.capacity,
      maxAttendeesPerBooking: product.maxAttendeesPerBooking,
      requiresApproval: product.requiresApproval,
    },
    durations: product.durationsMinutes.map((minutes) => ({
      minutes,
      path: url.pathname + withParams(url.searchParams, { duration: String(minutes) }),
    })),
    durationMinutes,
    slots: slots.filter((slot) => slot.start >= day.start && slot.start < day.end),
    start,
    overrideStart: url.searchParams.has("override") ? wallTime(start, shownZone) : null,
    timeZone: shownZone,
    closePath: `/availability${withParams(url.searchParams, {
      start: null,
      end: null,
      duration: null,
      hold: null,
      override: null,
    })}`,
  };
}

const dayMs = 24 * 3_600_000;

/** The time in the address; else the next that is free from the day in the address on; else now. */
async function startOf(
  trpc: Caller,
  wish: { url: URL; now: number; productId: string; durationMinutes: number },
): Promise<number> {
  const { url, now, productId, durationMinutes } = wish;
  const given = Date.parse(url.searchParams.get("start") ?? "");
  if (!Number.isNaN(given)) return given;
  const { date, timeZone } = readParams(url.searchParams);
  const from = date ? startOfDay(date, timeZone ?? "UTC") : now;
  const { slots } = await orRefusalPage(
    trpc.availability.nextSlots({ productId, durationMinutes, from: Math.max(from, now) }),
  );
  return slots[0]?.start ?? now;
}
