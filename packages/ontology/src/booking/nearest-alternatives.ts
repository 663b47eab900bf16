import type { Queryable } from "@availability/db";
import { findSlots, type Slot, slotAt } from "@availability/domain/availability";
import { readAvailability } from "../availability/read-availability.ts";
import { slotQuery } from "../availability/slot-query.ts";
import type { Ctx } from "../ctx.ts";
import { equivalentProducts, findAsked } from "./equivalent-products.ts";

/** A slot that is free instead of one that is taken. */
export type Alternative = Slot & { productId: string; productName: string };

type Wish = {
  organizationId: string;
  productId: string;
  start: number;
  durationMinutes?: number | undefined;
  attendees: number;
  /** A booking keeps its product when it is moved: no other one will do. */
  isOfThisProduct?: boolean;
};

const dayMs = 24 * 3600 * 1000;
const count = 3;

/**
 * What is free instead: of this product the slots nearest to the wished start, at most three, within a week on either side,
 * ascending; then the same time of at most three equivalent products, those of the most similar name first.
 */
export async function nearestAlternatives(ctx: Ctx, wish: Wish): Promise<Alternative[]> {
  const { organizationId, productId } = wish;
  const product = await findAsked(ctx.db, organizationId, productId);
  if (!product) return [];
  const durationMinutes = wish.durationMinutes ?? product.durationMinutes;
  const asked = { ...wish, durationMinutes, now: ctx.now() };
  const named = { productId, productName: product.name };
  const otherTimes = (await slotsAround(ctx.db, asked)).map((slot) => ({ ...slot, ...named }));
  if (wish.isOfThisProduct) return otherTimes;
  const equivalents = await equivalentProducts(ctx.db, organizationId, { product, durationMinutes });
  return [...otherTimes, ...(await atTheSameTime(ctx.db, asked, equivalents))];
}

type Asked = Wish & { durationMinutes: number; now: number };

async function slotsAround(db: Queryable, asked: Asked): Promise<Slot[]> {
  const { organizationId, productId, durationMinutes, attendees, now } = asked;
  const range = { start: asked.start - 7 * dayMs, end: asked.start + 7 * dayMs };
  const [availability] = await readAvailability(db, {
    organizationId,
    productIds: [productId],
    ...range,
    now,
  });
  if (!availability) return [];
  const slots = findSlots(slotQuery(availability, { ...range, durationMinutes, attendees, now }));
  return slots
    .sort((a, b) => Math.abs(a.start - asked.start) - Math.abs(b.start - asked.start))
    .slice(0, count)
    .sort((a, b) => a.start - b.start);
}

async function atTheSameTime(
  db: Queryable,
  { organizationId, start, durationMinutes, attendees, now }: Asked,
  equivalents: readonly { id: string; name: string }[],
): Promise<Alternative[]> {
  if (equivalents.length === 0) return [];
  const productIds = equivalents.map(({ id }) => id);
  const range = { start, end: start + durationMinutes * 60_000 };
  const read = await readAvailability(db, { organizationId, productIds, ...range, now });
  const byProduct = new Map(read.map((availability) => [availability.productId, availability]));
  const free = equivalents.flatMap(({ id: productId, name: productName }) => {
    const availability = byProduct.get(productId);
    if (!availability) return [];
    const slot = slotAt(slotQuery(availability, { ...range, durationMinutes, attendees, now }), start);
    return slot ? [{ ...slot, productId, productName }] : [];
  });
  return free.slice(0, count);
}
