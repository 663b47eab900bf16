import type { Transaction } from "@availability/db";
import { claims } from "@availability/db/schema";
import { inArray, sql } from "drizzle-orm";
import { lockClaims } from "./lock-claims.ts";

/**
 * Gives claims the lanes they are to have; the caller holds the product's lock. Far above every lane first, since one claim may
 * move to where another still is. Updated and never made anew: what is given up at this moment stays given up.
 */
export async function moveLanes(
  tx: Transaction,
  moved: readonly { id: string; lane: number }[],
): Promise<void> {
  if (moved.length === 0) return;
  const ids = moved.map(({ id }) => id);
  await lockClaims(tx, inArray(claims.id, ids));
  const wanted = JSON.stringify(moved.map(({ id, lane }) => ({ id, lane })));
  const rows = sql`jsonb_to_recordset(${wanted}::jsonb) as wanted (id uuid, lane integer)`;
  await tx.execute(
    sql`update claims set lane = claims.lane + 1000000 from ${rows} where claims.id = wanted.id`,
  );
  await tx.execute(sql`update claims set lane = wanted.lane from ${rows} where claims.id = wanted.id`);
}
