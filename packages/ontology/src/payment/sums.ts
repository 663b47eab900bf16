import type { Queryable } from "@availability/db";
import { payments } from "@availability/db/schema";
import { must } from "@availability/domain/errors";
import { eq, sql } from "drizzle-orm";

/** What the ledger of a booking comes to, minor units. */
export async function ledgerSums(
  db: Queryable,
  bookingId: string,
): Promise<{ charged: number; refunded: number }> {
  const [sums] = await db
    .select({ charged: sumOf("charge"), refunded: sumOf("refund") })
    .from(payments)
    .where(eq(payments.bookingId, bookingId));
  return must(sums, "an aggregate has one row");
}

function sumOf(kind: "charge" | "refund") {
  const { amountMinor } = payments;
  return sql<number>`coalesce(sum(${amountMinor}) filter (where ${payments.kind} = ${kind}), 0)::float8`;
}
