import type { Transaction } from "@availability/db";
import { withdrawPushes } from "../calendar/desire-pushes.ts";
import type { Ctx } from "../ctx.ts";
import { changeStatus } from "./change-status.ts";
import { release } from "./release.ts";

type Change = Parameters<typeof changeStatus>[2];

/** What is over takes no time; what took place stays in its calendars, and the rest goes from them. */
export async function endBooking(ctx: Ctx, tx: Transaction, change: Change): Promise<void> {
  const { organizationId, bookingId, action } = change;
  const at = new Date(ctx.now());
  await changeStatus(ctx, tx, { ...change, set: { ...change.set, expiresAt: null } });
  await release(tx, { organizationId, bookingIds: [bookingId], at });
  const tookPlace = action === "complete" || action === "mark_no_show";
  if (!tookPlace) await withdrawPushes(tx, { organizationId, bookingIds: [bookingId], at });
}
