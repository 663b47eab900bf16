import type { Transaction } from "@availability/db";
import { claims } from "@availability/db/schema";
import { asc, type SQL } from "drizzle-orm";

/** Locks claims in the order of their ids, before several of them are changed in whatever order a statement finds them. */
export async function lockClaims(tx: Transaction, which: SQL | undefined): Promise<void> {
  await tx.select({ id: claims.id }).from(claims).where(which).orderBy(asc(claims.id)).for("update");
}
