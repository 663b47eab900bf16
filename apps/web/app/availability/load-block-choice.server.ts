import { instantOf } from "@availability/domain/time";
import { type Caller, orRefusalPage } from "~/trpc/caller.server.ts";
import { readParams, today, withParams } from "./calendar-params.ts";
import { readTimes, wallTime } from "./wall-time.ts";

/** What the form for blocking time starts from: the times in the address, else an hour of the day that is shown. */
export async function loadBlockChoice(trpc: Caller, { url, now }: { url: URL; now: number }) {
  const params = readParams(url.searchParams);
  const { data: listed } = await orRefusalPage(trpc.product.list({ limit: 200 }));
  const named = listed.find(({ id }) => id === params.productId);
  const product =
    named ??
    (params.productId ? await orRefusalPage(trpc.product.get({ productId: params.productId })) : listed[0]);
  const products = product && !listed.includes(product) ? [product, ...listed] : listed;
  const timeZone = params.timeZone ?? (await zoneOf(trpc, product?.id));
  const date = params.date ?? today(now, timeZone);
  const nine = instantOf(date, 9 * 60, timeZone);
  const times = readTimes(url.searchParams, 60) ?? { start: nine, end: nine + 3_600_000 };
  return {
    products: products.map(({ id, name }) => ({ id, name })),
    productId: product?.id ?? "",
    start: wallTime(times.start, timeZone),
    end: wallTime(times.end, timeZone),
    timeZone,
    closePath: `/availability${withParams(url.searchParams, { start: null, end: null })}`,
  };
}

async function zoneOf(trpc: Caller, productId: string | undefined): Promise<string> {
  if (!productId) return "UTC";
  const { timeZone } = await orRefusalPage(trpc.availability.ownerSchedule({ productId }));
  return timeZone;
}
