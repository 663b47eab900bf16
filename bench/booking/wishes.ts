import { openDatabase } from "@availability/db";
import { CreateProduct } from "@availability/domain/product";
import { listSlotsOfProducts, setSchedule } from "@availability/ontology/availability";
import { createProduct } from "@availability/ontology/product";
import { contextOf } from "../data/context.ts";
import type { LoadedData } from "../data/load-data.ts";
import { startOfDay } from "../http/requests.ts";

const dayMs = 86_400_000;
const hourMs = 3_600_000;
// An hour, the longest buffers on both sides, and the rest of a half hour: bookings this far apart do not meet.
const apartMs = 2 * hourMs;
const productsAtOnce = 50;

/** A time that can be booked, epoch ms. */
export type Wish = { productId: string; start: number };

/** Free times of many products, no two of which meet: the first of every product first. */
export async function distinctSlots(data: LoadedData): Promise<Wish[]> {
  const database = openDatabase(data.url, { max: 1, applicationName: "availability-bench" });
  try {
    const ctx = contextOf(database, data.organizationId);
    const first = startOfDay(Date.now()) + dayMs;
    const byProduct: Wish[][] = [];
    for (let from = 0; from < data.productIds.length; from += productsAtOnce) {
      const productIds = data.productIds.slice(from, from + productsAtOnce);
      const range = { start: first, end: first + 14 * dayMs };
      for (const { productId, slots } of await listSlotsOfProducts(ctx, {
        productIds,
        ...range,
        attendees: 1,
      })) {
        byProduct.push(apart(slots.map(({ start }) => ({ productId, start }))));
      }
    }
    const most = Math.max(...byProduct.map(({ length }) => length));
    return Array.from({ length: most }, (_, place) =>
      byProduct.flatMap((wishes) => wishes[place] ?? []),
    ).flat();
  } finally {
    await database.close();
  }
}

function apart(wishes: Wish[]): Wish[] {
  const kept: Wish[] = [];
  for (const wish of wishes) {
    if (wish.start >= (kept.at(-1)?.start ?? Number.NEGATIVE_INFINITY) + apartMs) kept.push(wish);
  }
  return kept;
}

const hotCapacity = 50;

/** A product of fifty places, made for this, and each of its hours of two months as often as it has places. */
export async function hotSlots(data: LoadedData): Promise<Wish[]> {
  const database = openDatabase(data.url, { max: 1, applicationName: "availability-bench" });
  try {
    const ctx = contextOf(database, data.organizationId);
    const { id: productId } = await createProduct(
      ctx,
      CreateProduct.parse({ type: "class", name: "Hot", capacity: hotCapacity, slotStepMinutes: 60 }),
    );
    await setSchedule(ctx, {
      productId,
      timeZone: "Etc/UTC",
      weeklyHours: [{ days: [1, 2, 3, 4, 5, 6, 7], start: "00:00", end: "24:00" }],
    });
    const first = startOfDay(Date.now()) + 2 * dayMs;
    const hours = 24 * 60;
    return Array.from({ length: hours * hotCapacity }, (_, place) => ({
      productId,
      start: first + Math.floor(place / hotCapacity) * hourMs,
    }));
  } finally {
    await database.close();
  }
}
