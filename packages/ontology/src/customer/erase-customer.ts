import type { Transaction } from "@availability/db";
import { bookings, calendarPushes, customerAliases, customers } from "@availability/db/schema";
import { claimingStatuses } from "@availability/domain/booking";
import { DomainError } from "@availability/domain/errors";
import { and, eq, gt, inArray, sql } from "drizzle-orm";
import { recordAudit } from "../audit/record-audit.ts";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { listBookings } from "../product/standing-bookings.ts";
import { lockCustomers } from "./customer-view.ts";
import { eraseWords } from "./erase-words.ts";
import { lockBookingsOf } from "./lock-bookings-of.ts";

/** What is gone, and what is not ours to erase: copies of past bookings in the calendars they were sent to. */
export type Erasure = {
  customerId: string;
  /** epoch ms */
  erasedAt: number;
  /** How many bookings stay, without personal data. */
  bookings: number;
  /** How many events in connected calendars still name the customer; delete them there. */
  calendarEvents: number;
};

/**
 * Erases what is known of a person: name, addresses, notes, and every reason and reference written about its bookings. Times,
 * statuses and amounts stay. Again it changes nothing. Throws `not_found`, and `in_use` with the bookings that are still to come.
 */
export async function eraseCustomer(ctx: Ctx, { customerId }: { customerId: string }): Promise<Erasure> {
  const organizationId = authorize(ctx, "manage_organization");
  return ctx.db.transaction(async (tx) => {
    const target = { organizationId, customerId };
    await lockBookingsOf(tx, target);
    const [customer] = await lockCustomers(tx, organizationId, [{ id: customerId }]);
    const erasedAt = customer.erasedAt ?? ctx.now();
    if (customer.erasedAt === null) {
      await requireNothingToCome(tx, target, ctx.now());
      await erasePerson(tx, customerId, erasedAt);
      await eraseWords(tx, { ...target, at: erasedAt });
      await recordAudit(ctx, tx, { action: "customer.erased", targetId: customerId });
    }
    return { customerId, erasedAt, ...(await countCopies(tx, target)) };
  });
}

type Target = { organizationId: string; customerId: string };

async function requireNothingToCome(
  tx: Transaction,
  { organizationId, customerId }: Target,
  now: number,
): Promise<void> {
  const standing = await listBookings(
    tx,
    and(
      eq(bookings.organizationId, organizationId),
      eq(bookings.customerId, customerId),
      gt(bookings.endsAt, new Date(now)),
      inArray(bookings.status, [...claimingStatuses]),
    ),
  );
  if (standing.total === 0) return;
  const detail = `This customer still has bookings to come (${standing.total}); cancel them first, or wait until they are over`;
  throw new DomainError("in_use", detail, standing);
}

async function erasePerson(tx: Transaction, customerId: string, erasedAt: number): Promise<void> {
  const at = new Date(erasedAt);
  await tx
    .update(customers)
    .set({
      name: "Erased",
      // No address ends so, and each is the only one of its kind: https://www.rfc-editor.org/rfc/rfc2606#section-2
      email: `erased-${customerId}@invalid`,
      phone: null,
      timeZone: null,
      erasedAt: at,
      updatedAt: at,
    })
    .where(eq(customers.id, customerId));
  await tx.delete(customerAliases).where(eq(customerAliases.customerId, customerId));
}

async function countCopies(tx: Transaction, { organizationId, customerId }: Target) {
  const [counts] = await tx
    .select({
      bookings: sql<number>`count(distinct ${bookings.id})::int`,
      calendarEvents: sql<number>`(count(*) filter (where ${calendarPushes.remoteState} = 'present'))::int`,
    })
    .from(bookings)
    .leftJoin(calendarPushes, eq(calendarPushes.bookingId, bookings.id))
    .where(and(eq(bookings.organizationId, organizationId), eq(bookings.customerId, customerId)));
  return { bookings: counts?.bookings ?? 0, calendarEvents: counts?.calendarEvents ?? 0 };
}
