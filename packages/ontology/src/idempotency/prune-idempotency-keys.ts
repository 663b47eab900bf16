import { idempotencyKeys } from "@availability/db/schema";
import { lt } from "drizzle-orm";
import type { Environment } from "../ctx.ts";
import { keptMs } from "./begin-request.ts";

/** Forgets the answers that are older than a day, of whatever organisation; returns how many. */
export async function pruneIdempotencyKeys({ db, now }: Environment): Promise<number> {
  const result = await db
    .delete(idempotencyKeys)
    .where(lt(idempotencyKeys.createdAt, new Date(now() - keptMs)));
  return result.count;
}
