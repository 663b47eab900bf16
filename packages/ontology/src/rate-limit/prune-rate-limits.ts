import { rateLimits } from "@availability/db/schema";
import { lt } from "drizzle-orm";
import type { Environment } from "../ctx.ts";

/** Forgets the counters whose window is over; returns how many. */
export async function pruneRateLimits({ db, now }: Environment): Promise<number> {
  const result = await db.delete(rateLimits).where(lt(rateLimits.expire, now()));
  return result.count;
}
