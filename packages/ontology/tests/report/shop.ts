import { newId } from "@availability/db";
import { allocationMembers, allocations, bookings, customers, payments } from "@availability/db/schema";
import { type BookingStatus, bookingStatuses } from "@availability/domain/booking";
import { must } from "@availability/domain/errors";
import { type Ctx, createCaller } from "../../src/index.ts";
import { at, createRoom } from "../world.ts";

// A shop with a past: rows as they may stand in the tables, drawn at random from a seed and written without the verbs.

const minuteMs = 60_000;
const dayMs = 86_400_000;

export type Row = {
  productId: string;
  status: BookingStatus;
  start: number;
  end: number;
  attendees: number;
  createdAt: number;
  allocationId: string | null;
};
type PaymentRow = {
  productId: string;
  kind: "charge" | "refund";
  amountMinor: number;
  currency: string;
  at: number;
};

/** When a product is open, for the count by hand: by weekday (1-7), minutes of the day, and dates that are closed. */
type Opening = { timeZone: string; days: number[]; from: number; until: number; closed: string[] };

export type Shop = {
  products: Record<"room" | "course" | "tokyo" | "massage", string>;
  tokyoId: string;
  openings: Map<string, Opening & { capacity: number; blocks: { start: number; end: number }[] }>;
  rows: Row[];
  /** What services took of the room; each once. */
  taken: { allocationId: string; productId: string; start: number; end: number }[];
  payments: PaymentRow[];
};

export async function createShop(ctx: Ctx, period: { start: number; end: number }): Promise<Shop> {
  const trpc = createCaller(ctx);
  const random = seeded(11);
  const { id: tokyoId } = await trpc.location.create({
    kind: "branch",
    name: "Tokyo",
    timeZone: "Asia/Tokyo",
  });
  const products = {
    room: await createRoom(ctx, { name: "Room" }),
    course: await createRoom(ctx, { name: "Course", type: "class", capacity: 8 }),
    tokyo: await createRoom(ctx, { name: "Tokyo room", locationId: tokyoId }),
    massage: await createRoom(ctx, { name: "Massage", type: "treatment" }),
  };
  const everyDay = [1, 2, 3, 4, 5, 6, 7];
  const night = {
    timeZone: "Europe/Berlin",
    weeklyHours: [{ days: everyDay, start: "00:00", end: "06:00" }],
  };
  await trpc.availability.setSchedule({ productId: products.course, ...night });
  const morning = { timeZone: "Asia/Tokyo", weeklyHours: [{ days: [1, 3], start: "08:30", end: "12:00" }] };
  await trpc.availability.setSchedule({ productId: products.tokyo, ...morning });
  await trpc.availability.createException({ productId: products.room, date: "2026-10-20", hours: [] });
  const block = { start: at("2026-10-22T10:15:00+02:00"), end: at("2026-10-23T11:00:00+02:00") };
  await trpc.availability.createBlock({ productId: products.room, ...block });
  const office = { timeZone: "Europe/Berlin", days: [1, 2, 3, 4, 5], from: 540, until: 1020, closed: [] };
  const shop: Shop = {
    products,
    tokyoId,
    openings: new Map([
      [products.room, { ...office, closed: ["2026-10-20"], capacity: 1, blocks: [block] }],
      [
        products.course,
        {
          timeZone: "Europe/Berlin",
          days: everyDay,
          from: 0,
          until: 360,
          closed: [],
          capacity: 8,
          blocks: [],
        },
      ],
      [
        products.tokyo,
        { timeZone: "Asia/Tokyo", days: [1, 3], from: 510, until: 720, closed: [], capacity: 1, blocks: [] },
      ],
      [products.massage, { ...office, capacity: 1, blocks: [] }],
    ]),
    rows: [],
    taken: [],
    payments: [],
  };
  await fill(ctx, shop, { random, period });
  return shop;
}

type Filling = { random: (below: number) => number; period: { start: number; end: number } };

async function fill(ctx: Ctx, shop: Shop, { random, period }: Filling): Promise<void> {
  const { organizationId } = ctx.actor;
  const customerId = newId();
  await ctx.db
    .insert(customers)
    .values({ id: customerId, organizationId, name: "Ann", email: "ann@example.org" });
  const statuses = bookingStatuses.filter((status) => status !== "hold");
  for (let i = 0; i < 400; i += 1) {
    const productId = must(Object.values(shop.products)[random(4)], "four products");
    const start =
      period.start -
      2 * dayMs +
      random((period.end - period.start) / dayMs + 4) * dayMs +
      random(96) * 15 * minuteMs;
    const row: Row = {
      productId,
      status: must(statuses[random(statuses.length)], "an index below the length"),
      start,
      end: start + (1 + random(12)) * 15 * minuteMs,
      attendees: 1 + random(3),
      createdAt: start - random(45 * 24 * 60) * minuteMs + 30 * minuteMs,
      allocationId: productId === shop.products.massage ? await allocate(ctx, shop, { start, random }) : null,
    };
    const sharing = shop.taken.find(({ allocationId }) => allocationId === row.allocationId);
    shop.rows.push(sharing ? { ...row, start: sharing.start, end: sharing.end } : row);
  }
  for (const row of shop.rows) await insert(ctx, shop, { row, customerId, random });
}

/** Every third booking of the service shares what the one before it got. */
async function allocate(
  ctx: Ctx,
  shop: Shop,
  { start, random }: { start: number; random: Filling["random"] },
): Promise<string> {
  const last = shop.taken.at(-1);
  if (last && random(3) === 0) return last.allocationId;
  const { organizationId } = ctx.actor;
  const [allocationId, end] = [newId(), start + 90 * minuteMs];
  const times = { startsAt: new Date(start), endsAt: new Date(end), releasedAt: new Date(end) };
  await ctx.db
    .insert(allocations)
    .values({ id: allocationId, organizationId, productId: shop.products.massage, ...times });
  const member = { organizationId, allocationId, productId: shop.products.room, position: 0, units: 1 };
  await ctx.db.insert(allocationMembers).values(member);
  shop.taken.push({ allocationId, productId: shop.products.room, start, end });
  return allocationId;
}

async function insert(
  ctx: Ctx,
  shop: Shop,
  { row, customerId, random }: { row: Row; customerId: string; random: Filling["random"] },
): Promise<void> {
  const { organizationId } = ctx.actor;
  const { start, end, createdAt, ...columns } = row;
  const bookingId = newId();
  await ctx.db.insert(bookings).values({
    ...{ id: bookingId, organizationId, customerId, priceMinor: 1000, currency: "EUR", ...columns },
    startsAt: new Date(start),
    endsAt: new Date(end),
    createdAt: new Date(createdAt),
  });
  if (random(2) === 0) return;
  const payment = {
    kind: random(4) === 0 ? ("refund" as const) : ("charge" as const),
    amountMinor: 100 + random(5000),
    currency: random(5) === 0 ? "USD" : "EUR",
  };
  const paidAt = start - (random(20) - 5) * dayMs;
  shop.payments.push({ productId: row.productId, ...payment, at: paidAt });
  await ctx.db.insert(payments).values({
    ...{ id: newId(), organizationId, bookingId, method: "cash", actorKind: "system", ...payment },
    at: new Date(paidAt),
  });
}

/** A small generator, the same numbers for the same seed: https://en.wikipedia.org/wiki/Linear_congruential_generator */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return Math.floor((state / 2 ** 32) * below);
  };
}
