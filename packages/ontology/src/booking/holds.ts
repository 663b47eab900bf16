import { newId, type Transaction } from "@availability/db";
import { allocations, bookings, claims, organizations } from "@availability/db/schema";
import type { CreateHold, HoldChange } from "@availability/domain/booking";
import { DomainError, must } from "@availability/domain/errors";
import { and, eq } from "drizzle-orm";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { settleAllocationEnd } from "./allocation-end.ts";
import { changeStatus, recordCreation } from "./change-status.ts";
import { createHoldToken, requireHoldToken } from "./hold-token.ts";
import { nearestAlternatives } from "./nearest-alternatives.ts";
import { allocateAt, claimAt, inTurn, isTaken, place } from "./place.ts";
import { release } from "./release.ts";
import { termsColumns } from "./terms-columns.ts";

/** A time kept for a short while; instants are epoch ms. `token` proves whose it is and is shown once. */
export type Hold = { id: string; start: number; end: number; expiresAt: number };

/**
 * Keeps a free slot for as long as the organisation holds one (five minutes unless it says otherwise). Throws as
 * `createBooking` does.
 */
export async function createHold(ctx: Ctx, input: CreateHold): Promise<Hold & { token: string }> {
  const organizationId = authorize(ctx, "manage_bookings");
  try {
    return await inTurn(ctx, (tx) => hold(ctx, tx, { ...input, organizationId }));
  } catch (error) {
    if (!isTaken(error)) throw error;
    const alternatives = await nearestAlternatives(ctx, { ...input, organizationId });
    throw new DomainError("slot_taken", "Somebody else has this time now; choose another", { alternatives });
  }
}

/** Keeps a hold for its time once more, from now on. Throws `not_found`, and `outside_rules` the second time. */
export async function extendHold(ctx: Ctx, input: HoldChange): Promise<Hold> {
  const organizationId = authorize(ctx, "manage_bookings");
  return inTurn(ctx, async (tx) => {
    const held = await lockHold(ctx, tx, organizationId, input);
    if (held.holdExtended) {
      throw new DomainError("outside_rules", "A hold is extended once; book now, or hold it anew");
    }
    const expiresAt = new Date(ctx.now() + (await holdMs(tx, organizationId)));
    await tx.update(bookings).set({ expiresAt, holdExtended: true }).where(eq(bookings.id, held.id));
    if (held.allocationId) {
      await tx.select().from(allocations).where(eq(allocations.id, held.allocationId)).for("update");
    }
    const kept = await tx
      .update(claims)
      .set({ expiresAt })
      .where(eq(claims.bookingId, held.id))
      .returning({ id: claims.id });
    // By the clock of whoever books next it had ended, and its time was taken.
    if (kept.length < held.attendees) throw ended();
    await settleAllocationEnd(tx, held.id);
    return holdView({ ...held, expiresAt });
  });
}

/** Gives a hold up; its time is free at once. Gone already is as good. */
export async function releaseHold(ctx: Ctx, input: HoldChange): Promise<void> {
  const organizationId = authorize(ctx, "manage_bookings");
  await inTurn(ctx, async (tx) => {
    const held = await findHold(tx, organizationId, input);
    if (held.status !== "hold") return null;
    const change = { organizationId, bookingId: held.id, action: "cancel" as const };
    await changeStatus(ctx, tx, { ...change, set: { expiresAt: null } });
    await release(tx, { organizationId, bookingIds: [held.id], at: new Date(ctx.now()) });
    return null;
  });
  ctx.publish();
}

type Wanted = CreateHold & { organizationId: string };

async function hold(ctx: Ctx, tx: Transaction, wanted: Wanted): Promise<Hold & { token: string }> {
  const { organizationId, productId, attendees } = wanted;
  const found = await place(ctx, tx, wanted);
  const at = new Date(ctx.now());
  const expiresAt = new Date(at.getTime() + (await holdMs(tx, organizationId)));
  const { token, hash } = createHoldToken();
  const row = {
    id: newId(),
    organizationId,
    productId,
    allocationId: await allocateAt(tx, found, at),
    status: "hold" as const,
    startsAt: new Date(found.start),
    endsAt: new Date(found.end),
    attendees,
    ...termsColumns(found.product),
    expiresAt,
    holdTokenHash: hash,
    createdAt: at,
    updatedAt: at,
  };
  await tx.insert(bookings).values(row);
  await claimAt(tx, found, { bookingId: row.id, expiresAt });
  const change = { organizationId, bookingId: row.id, fromStatus: null, toStatus: row.status, version: 1 };
  await recordCreation(ctx, tx, { ...change, reason: null });
  return { ...holdView(row), token };
}

async function holdMs(tx: Transaction, organizationId: string): Promise<number> {
  const [organization] = await tx
    .select({ minutes: organizations.holdMinutes })
    .from(organizations)
    .where(eq(organizations.id, organizationId));
  return must(organization, "the actor's organisation exists").minutes * 60_000;
}

async function findHold(tx: Transaction, organizationId: string, { holdId, holdToken }: HoldChange) {
  const [held] = await tx
    .select()
    .from(bookings)
    .where(and(eq(bookings.organizationId, organizationId), eq(bookings.id, holdId)))
    .for("no key update");
  if (!held?.expiresAt && held?.status !== "cancelled") {
    throw new DomainError("not_found", "No hold of your organisation has this id");
  }
  requireHoldToken(held.holdTokenHash, holdToken);
  return held;
}

async function lockHold(ctx: Ctx, tx: Transaction, organizationId: string, input: HoldChange) {
  const held = await findHold(tx, organizationId, input);
  if (held.status === "hold" && held.expiresAt && held.expiresAt.getTime() > ctx.now()) return held;
  throw ended();
}

function ended(): DomainError {
  return new DomainError("not_found", "This hold has ended; hold the time anew if it is still free");
}

function holdView(row: { id: string; startsAt: Date; endsAt: Date; expiresAt: Date | null }): Hold {
  return {
    id: row.id,
    start: row.startsAt.getTime(),
    end: row.endsAt.getTime(),
    expiresAt: must(row.expiresAt, "the database wants an end of every hold").getTime(),
  };
}
