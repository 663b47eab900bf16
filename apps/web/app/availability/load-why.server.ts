import { data } from "@remix-run/node";
import { formatDay, type Times } from "~/time/format.ts";
import { type Caller, orRefusalPage } from "~/trpc/caller.server.ts";
import { readParams, withParams } from "./calendar-params.ts";
import { causePath, reasonText } from "./reason-text.ts";
import { readTimes } from "./wall-time.ts";

const longestMs = 7 * 24 * 3_600_000;

/** Asks the engine why the time in the address is not free, and what of it is. */
export async function loadWhy(trpc: Caller, url: URL, { formatTime }: Times) {
  const params = readParams(url.searchParams);
  const times = readTimes(url.searchParams, 30);
  if (!params.productId || !times) {
    throw data("Choose a time in the calendar; this address names none.", { status: 400 });
  }
  const { productId } = params;
  const { start } = times;
  const end = Math.min(times.end, start + longestMs);
  const [product, { timeZone, slots, unavailable }] = await orRefusalPage(
    Promise.all([
      trpc.product.get({ productId }),
      trpc.availability.slots({ productId, start, end, explain: true }),
    ]),
  );
  const zone = params.timeZone ?? timeZone;
  const timesOf = (range: { start: number; end: number }) =>
    `${formatTime(range.start, zone)}–${formatTime(range.end, zone)}`;
  const to = (path: string) =>
    path +
    withParams(url.searchParams, { start: new Date(start).toISOString(), end: new Date(end).toISOString() });
  return {
    productName: product.name,
    timeZone: zone,
    day: formatDay(start, zone),
    times: timesOf({ start, end }),
    reasons: (unavailable ?? []).map((one) => ({
      key: `${one.start} ${one.reason}`,
      times: timesOf(one),
      text: reasonText(one, product),
      path: causePath(one, productId),
    })),
    hasSlot: slots.length > 0,
    isFree: unavailable?.length === 0,
    blockPath: to("/availability/block"),
    overridePath: `${to("/availability/book")}&override=1`,
    bookPath: `/availability/book${withParams(url.searchParams, {
      start: new Date(slots[0]?.start ?? start).toISOString(),
      end: null,
      duration: durationThatFits(product.durationsMinutes, end - start),
    })}`,
    closePath: `/availability${withParams(url.searchParams, { start: null, end: null })}`,
  };
}

/** A duration that the product offers and that is as long as what was marked. */
function durationThatFits(durations: readonly number[], ms: number): string | null {
  const found = durations.find((minutes) => minutes * 60_000 === ms);
  return found ? String(found) : null;
}
