import type { Queryable } from "@availability/db";
import { payments } from "@availability/db/schema";
import { eq, sql } from "drizzle-orm";

/** What is paid for a booking by its ledger: charges less refunds, minor units. */
export async function paidMinor(db: Queryable, bookingId: string): Promise<number> {
  const [row] = await db
    .select({
      paid: sql<number>`coalesce(sum(case ${payments.kind} when 'charge' then ${payments.amountMinor} else -${payments.amountMinor} end), 0)::float8`,
    })
    .from(payments)
    .where(eq(payments.bookingId, bookingId));
  return row?.paid ?? 0;
}
