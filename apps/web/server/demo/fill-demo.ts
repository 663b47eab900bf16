import type { Ctx } from "@availability/ontology";
import {
  createBlock,
  createException,
  getProductCalendar,
  listSlots,
  setSchedule,
} from "@availability/ontology/availability";
import { createBooking, listBookings } from "@availability/ontology/booking";
import { createLocation, listLocations } from "@availability/ontology/location";
import { createProduct, listProducts } from "@availability/ontology/product";
import { type DemoBooking, demoAgenda } from "./demo-agenda.ts";
import { type DemoProductKey, demoLocation, demoProducts, demoTimeZone } from "./demo-catalogue.ts";
import { fillHistory } from "./fill-history.ts";

type ProductIds = Record<DemoProductKey, string>;

const dayMs = 24 * 3600 * 1000;

/** Makes what the demo organisation still lacks: location, products, hours, exceptions, a block and bookings. */
export async function fillDemo(ctx: Ctx): Promise<ProductIds> {
  const agenda = demoAgenda(ctx.now());
  const locationId = await ensureLocation(ctx);
  const ids: ProductIds = {
    room: await ensureProduct(ctx, "room", locationId),
    consultation: await ensureProduct(ctx, "consultation", locationId),
    yoga: await ensureProduct(ctx, "yoga", locationId),
  };
  for (const { product, ...exception } of agenda.exceptions) {
    await createException(ctx, { ...exception, productId: ids[product] });
  }
  const { product: blocked, ...block } = agenda.block;
  await ensureBlock(ctx, { ...block, productId: ids[blocked] });
  const { data: existing } = await listBookings(ctx, { limit: 200 });
  for (const booking of agenda.bookings) {
    const productId = ids[booking.product];
    const isBooked = existing.some(
      (other) => other.productId === productId && other.customer.email === booking.customer.email,
    );
    if (!isBooked) await bookNearest(ctx, productId, booking);
  }
  await fillHistory(ctx, ids);
  return ids;
}

async function ensureLocation(ctx: Ctx): Promise<string> {
  const found = (await listLocations(ctx, { limit: 200 })).data.find(
    ({ name }) => name === demoLocation.name,
  );
  return found?.id ?? (await createLocation(ctx, demoLocation)).id;
}

async function ensureProduct(ctx: Ctx, key: DemoProductKey, locationId: string): Promise<string> {
  const { product, weeklyHours } = demoProducts[key];
  const found = (await listProducts(ctx, { limit: 200 })).data.find(({ name }) => name === product.name);
  const productId = found?.id ?? (await createProduct(ctx, { ...product, locationId })).id;
  await setSchedule(ctx, { productId, timeZone: demoTimeZone, weeklyHours });
  return productId;
}

async function ensureBlock(
  ctx: Ctx,
  block: { productId: string; start: number; end: number; reason: string },
): Promise<void> {
  const range = { start: ctx.now() - 14 * dayMs, end: ctx.now() + 28 * dayMs };
  const { blocks } = await getProductCalendar(ctx, { productId: block.productId, ...range });
  if (!blocks.some(({ reason }) => reason === block.reason)) await createBlock(ctx, block);
}

/** Books the planned start, or the nearest free one within three days, whatever weekday the demo begins on. */
async function bookNearest(ctx: Ctx, productId: string, booking: DemoBooking): Promise<void> {
  const { start, durationMinutes, attendees, customer } = booking;
  const range = { start: start - 3 * dayMs, end: start + 3 * dayMs };
  const { slots } = await listSlots(ctx, { productId, ...range, durationMinutes, attendees });
  const [nearest] = slots.sort((a, b) => Math.abs(a.start - start) - Math.abs(b.start - start));
  if (!nearest) return;
  await createBooking(ctx, { productId, start: nearest.start, durationMinutes, attendees, customer });
}
