import { allocationMembers, bookings } from "@availability/db/schema";
import { DomainError, isDomainError } from "@availability/domain/errors";
import type { TestClock } from "@availability/testkit";
import { asc, eq } from "drizzle-orm";
import { expect } from "vitest";
import { listSlotsOfProducts } from "../../src/availability/index.ts";
import { listBookings } from "../../src/booking/index.ts";
import type { Ctx } from "../../src/index.ts";
import { expectSound } from "../races/sound.ts";
import { fits, gridOf, hasMemberAlone, isInForce, type Model, paymentOf } from "./model.ts";

/** The system under test: an organisation of its own, and the clock it goes by. */
export type Real = { ctx: Ctx; clock: TestClock; day: { opensAt: number; closesAt: number } };

/** What a verb answers: its result and "ok", or the code it refuses with. */
export async function answerOf<Result>(
  run: Promise<Result>,
): Promise<{ code: string; result: Result | null }> {
  try {
    return { code: "ok", result: await run };
  } catch (error) {
    if (isDomainError(error)) return { code: error.code, result: null };
    throw error;
  }
}

/** The products that serve a booking or a hold, by the database. */
export async function membersOf({ db }: Ctx, bookingId: string): Promise<string[]> {
  const rows = await db
    .select({ productId: allocationMembers.productId })
    .from(allocationMembers)
    .innerJoin(bookings, eq(bookings.allocationId, allocationMembers.allocationId))
    .where(eq(bookings.id, bookingId))
    .orderBy(asc(allocationMembers.position));
  return rows.map(({ productId }) => productId);
}

/** Holds the database against the model: every state, every free slot of the day, and what must be true in any case. */
export async function expectAlike(model: Model, { ctx, day }: Real): Promise<void> {
  const { organizationId } = ctx.actor;
  await expectSound(ctx.db, organizationId, model.now);
  const rows = await ctx.db
    .select({
      id: bookings.id,
      status: bookings.status,
      startsAt: bookings.startsAt,
      expiresAt: bookings.expiresAt,
    })
    .from(bookings)
    .where(eq(bookings.organizationId, organizationId));
  const found = rows.map(({ id, status, startsAt, expiresAt }) =>
    [id, status, startsAt.getTime(), expiresAt?.getTime() ?? null].join(" "),
  );
  const meant = model.entries.map(({ id, status, start, expiresAt }) =>
    [id, status, start, expiresAt].join(" "),
  );
  expect(found.sort()).toEqual(meant.sort());
  await expectSamePayments(model, ctx);
  await expectSameSlots(model, { ctx, day });
  expectMembersAlone(model);
}

/** Holds were never booked, so that nothing is paid for them. */
async function expectSamePayments(model: Model, ctx: Ctx): Promise<void> {
  const { data } = await listBookings(ctx, { limit: 500 });
  const found = data.map(({ id, payment }) => [id, payment.state, payment.dueMinor].join(" "));
  const meant = model.entries
    .filter(({ hold }) => hold === null)
    .map((entry) => [entry.id, ...Object.values(paymentOf(entry))].join(" "));
  expect(found.sort()).toEqual(meant.sort());
}

async function expectSameSlots(model: Model, { ctx, day }: Pick<Real, "ctx" | "day">): Promise<void> {
  const range = { start: day.opensAt, end: day.closesAt };
  const productIds = model.products.map(({ id }) => id);
  const listed = await listSlotsOfProducts(ctx, { productIds, ...range, attendees: 1 });
  for (const [index, product] of model.products.entries()) {
    const free = gridOf(day.opensAt, day.closesAt).filter(
      (start) => start >= model.now && fits(model, product, { start, attendees: 1 }),
    );
    expect(listed[index]?.slots.map(({ start }) => start)).toEqual(free);
  }
}

function expectMembersAlone(model: Model): void {
  for (const entry of model.entries.filter((one) => isInForce(model, one))) {
    const product = model.products.find(({ id }) => id === entry.productId);
    if (!product) throw new DomainError("not_found", "The model books its own products only");
    expect(entry.members).toHaveLength(product.anyOf.length > 0 ? 1 : 0);
    for (const member of entry.members) {
      expect(product.anyOf).toContain(member);
      expect(hasMemberAlone(model, entry, member)).toBe(true);
    }
  }
}
