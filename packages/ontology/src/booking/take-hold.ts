import type { Transaction } from "@availability/db";
import { bookings } from "@availability/db/schema";
import { DomainError } from "@availability/domain/errors";
import { and, eq } from "drizzle-orm";
import type { Ctx } from "../ctx.ts";
import { requireHoldToken } from "./hold-token.ts";
import { release } from "./release.ts";

type Wanted = {
  organizationId: string;
  holdId: string;
  holdToken?: string | undefined;
  productId: string;
  start: number;
  attendees: number;
};

/**
 * Gives up what a hold has claimed, within the transaction that claims it anew for the booking the hold becomes: nobody can
 * come in between. False for a hold that has ended: then its time is booked as any other. Throws `not_found`, `forbidden` for
 * a wrong token, `invalid` when it holds something else.
 */
export async function takeHold(ctx: Ctx, tx: Transaction, wanted: Wanted): Promise<boolean> {
  const { organizationId, holdId } = wanted;
  const [hold] = await tx
    .select()
    .from(bookings)
    .where(and(eq(bookings.organizationId, organizationId), eq(bookings.id, holdId)))
    .for("no key update");
  if (!hold) {
    const detail = "No hold of your organisation has this id; it may have ended long ago";
    throw new DomainError("not_found", detail, { errors: [{ pointer: "/holdId", detail }] });
  }
  const now = ctx.now();
  if (hold.status === "expired") return false;
  if (hold.status !== "hold") {
    const detail = "This hold has become a booking or was given up; leave holdId out to book again";
    throw new DomainError("invalid", detail, { errors: [{ pointer: "/holdId", detail }] });
  }
  requireHoldToken(hold.holdTokenHash, wanted.holdToken);
  if (hold.productId !== wanted.productId || hold.startsAt.getTime() !== wanted.start) {
    const detail = "This hold is for another product or time; hold the one that is wished";
    throw new DomainError("invalid", detail, { errors: [{ pointer: "/holdId", detail }] });
  }
  await release(tx, { organizationId, bookingIds: [holdId], at: new Date(now) });
  return true;
}
