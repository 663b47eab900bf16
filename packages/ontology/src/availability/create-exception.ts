import { newId } from "@availability/db";
import { exceptions } from "@availability/db/schema";
import type { CreateException } from "@availability/domain/availability";
import { must } from "@availability/domain/errors";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { requireProduct } from "./require-product.ts";

/** Gives one date other hours, or none; a date that has an exception gets this one instead. */
export async function createException(ctx: Ctx, input: CreateException): Promise<{ id: string }> {
  const organizationId = authorize(ctx, "manage_availability");
  const { productId, date, hours, reason } = input;
  await requireProduct(ctx.db, organizationId, productId);
  const [row] = await ctx.db
    .insert(exceptions)
    .values({ id: newId(), organizationId, productId, date, hours, reason: reason ?? null })
    .onConflictDoUpdate({
      target: [exceptions.organizationId, exceptions.productId, exceptions.locationId, exceptions.date],
      set: { hours, reason: reason ?? null },
    })
    .returning({ id: exceptions.id });
  return must(row, "an upsert returns its row");
}
