import { newId, type Transaction } from "@availability/db";
import { products, scheduleAssignments, scheduleHours, schedules } from "@availability/db/schema";
import type { SetSchedule } from "@availability/domain/availability";
import { and, eq, isNull } from "drizzle-orm";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { requireProduct } from "./require-product.ts";

/** Replaces the weekly hours of a product. Bookings that stand keep standing. */
export async function setSchedule(ctx: Ctx, input: SetSchedule): Promise<void> {
  const organizationId = authorize(ctx, "manage_availability");
  const { productId, timeZone, weeklyHours } = input;
  await ctx.db.transaction(async (tx) => {
    await requireProduct(tx, organizationId, productId);
    const scheduleId = await ensureSchedule(tx, {
      organizationId,
      productId,
      timeZone,
      at: new Date(ctx.now()),
    });
    await tx.delete(scheduleHours).where(eq(scheduleHours.scheduleId, scheduleId));
    const rows = weeklyHours.flatMap(({ days, start, end }) =>
      days.map((weekday) => ({ id: newId(), organizationId, scheduleId, weekday, start, end })),
    );
    if (rows.length > 0) await tx.insert(scheduleHours).values(rows);
  });
}

async function ensureSchedule(
  tx: Transaction,
  wanted: { organizationId: string; productId: string; timeZone: string; at: Date },
): Promise<string> {
  const { organizationId, productId, timeZone, at } = wanted;
  // Two first schedules for one product would both be in force; the lock on the product makes them take turns.
  const [product] = await tx
    .select({ name: products.name })
    .from(products)
    .where(and(eq(products.organizationId, organizationId), eq(products.id, productId)))
    .for("update");
  const [link] = await tx
    .select({ scheduleId: scheduleAssignments.scheduleId })
    .from(scheduleAssignments)
    .where(
      and(
        eq(scheduleAssignments.organizationId, organizationId),
        eq(scheduleAssignments.productId, productId),
        isNull(scheduleAssignments.effectiveFrom),
      ),
    );
  if (link) {
    await tx.update(schedules).set({ timeZone, updatedAt: at }).where(eq(schedules.id, link.scheduleId));
    return link.scheduleId;
  }
  const scheduleId = newId();
  await tx
    .insert(schedules)
    .values({ id: scheduleId, organizationId, name: `${product?.name} hours`, timeZone });
  await tx.insert(scheduleAssignments).values({ id: newId(), organizationId, productId, scheduleId });
  return scheduleId;
}
