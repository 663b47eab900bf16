import { addDays, localDateOf, startOfDay } from "@availability/domain/time";
import { data } from "@remix-run/node";
import { isId } from "~/bookings/id.ts";
import { type Caller, orRefusalPage } from "~/trpc/caller.server.ts";
import { readParams, withParams } from "./calendar-params.ts";

/** What the booking form offers for the product and time in the address: the free slots of that day. */
export async function loadBookingChoice(trpc: Caller, url: URL) {
  const hold = url.searchParams.get("hold");
  const params = readParams(url.searchParams);
  const start = Date.parse(url.searchParams.get("start") ?? "");
  if (!params.productId || Number.isNaN(start)) {
    throw data("Choose a free time in the calendar; this address names none.", { status: 400 });
  }
  const product = await orRefusalPage(trpc.product.get({ productId: params.productId }));
  const wished = Number(url.searchParams.get("duration"));
  const durationMinutes = product.durationsMinutes.includes(wished)
    ? wished
    : (product.durationsMinutes[0] ?? 60);
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
    timeZone: shownZone,
    closePath: `/availability${withParams(url.searchParams, { start: null, duration: null, hold: null })}`,
  };
}

const dayMs = 24 * 3_600_000;
