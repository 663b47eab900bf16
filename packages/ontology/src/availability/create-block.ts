import { newId, type Transaction } from "@availability/db";
import { blockProducts, blocks } from "@availability/db/schema";
import type { CreateBlock } from "@availability/domain/availability";
import { must } from "@availability/domain/errors";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { type AffectedBookings, withAffected } from "./affected-bookings.ts";
import { type Block, requireBlock } from "./block-view.ts";
import { ownerSchedule } from "./get-owner-schedule.ts";
import { requireOwner } from "./owner.ts";
import { requireProducts } from "./require-products.ts";
import { expandBlock, writeOccurrences } from "./write-occurrences.ts";

export type ChangedBlock = Block & { notices: string[]; affectedBookings: AffectedBookings };

/**
 * Takes time off products, once or by a rule. Bookings inside it keep standing and are named. Where the rule does not fall
 * on the start, the block begins on the next time that it names, and `notices` say so.
 */
export async function createBlock(ctx: Ctx, input: CreateBlock): Promise<ChangedBlock> {
  const organizationId = authorize(ctx, "manage_availability");
  return withAffected(
    ctx,
    { organizationId, dryRun: input.dryRun },
    {
      scope: async (tx) => {
        const productIds = await requireProducts(tx, organizationId, input);
        return productIds.map((id) => ({ kind: "product" as const, id }));
      },
      apply: async (tx) => {
        const productIds = await requireProducts(tx, organizationId, input);
        return insertBlock(tx, { organizationId, productIds, input, now: ctx.now() });
      },
    },
  );
}

async function insertBlock(
  tx: Transaction,
  wanted: { organizationId: string; productIds: string[]; input: CreateBlock; now: number },
): Promise<Block & { notices: string[] }> {
  const { organizationId, productIds, input, now } = wanted;
  const { start, end, rrule = null, reason = null } = input;
  const timeZone =
    input.timeZone ?? (await zoneOfProduct(tx, organizationId, must(productIds[0], "one is named")));
  const expanded = expandBlock({ start, end, timeZone, rrule }, now);
  const { first, intervals, expandedUntil } = expanded;
  const blockId = newId();
  const row = { id: blockId, organizationId, during: first, rrule, timeZone, reason, expandedUntil };
  await tx.insert(blocks).values(row);
  await tx
    .insert(blockProducts)
    .values(productIds.map((productId) => ({ organizationId, blockId, productId })));
  await writeOccurrences(tx, { organizationId, blockId, productIds }, intervals);
  return { ...(await requireBlock(tx, organizationId, blockId)), notices: movedNotices(start, first.start) };
}

/** The zone in which the hours of a product are meant. */
async function zoneOfProduct(tx: Transaction, organizationId: string, productId: string): Promise<string> {
  const known = await requireOwner(tx, organizationId, { productId });
  return (await ownerSchedule(tx, organizationId, known)).timeZone;
}

/** What is worth saying when the rule does not fall on the start that was given. */
export function movedNotices(start: number, firstStart: number): string[] {
  if (start === firstStart) return [];
  return [
    `The rule does not fall on the start given, so the block begins at ${new Date(firstStart).toISOString()}`,
  ];
}
