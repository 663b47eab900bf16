import type { Transaction } from "@availability/db";
import { calendarPushes } from "@availability/db/schema";
import { inArray, sql } from "drizzle-orm";
import { announce } from "../outbox/index.ts";
import type { OwnPush } from "./own-events.ts";

/** What a reading saw of an event in place of its version when it was not there. */
export const gone = "gone";

export type Doubt = { push: OwnPush; seenEtag: string };

/**
 * Notes that a reading saw these events otherwise than we know them, or no more: they are to be written, and whoever does looks
 * first. The note stays until somebody looked, whatever else fails meanwhile.
 */
export async function doubtPushes(
  tx: Transaction,
  { organizationId, doubts, at }: { organizationId: string; doubts: readonly Doubt[]; at: Date },
): Promise<void> {
  for (const seenEtag of new Set(doubts.map((doubt) => doubt.seenEtag))) {
    const ids = doubts.filter((doubt) => doubt.seenEtag === seenEtag).map(({ push }) => push.id);
    await tx
      .update(calendarPushes)
      .set({
        seenEtag,
        // Being written already, it needs no other version for that.
        desiredVersion: sql`greatest(${calendarPushes.desiredVersion}, ${calendarPushes.appliedVersion} + 1)`,
        updatedAt: at,
        ...(seenEtag === gone ? missing(at) : {}),
      })
      .where(inArray(calendarPushes.id, ids));
  }
  const bookingIds = new Set(doubts.map(({ push }) => push.bookingId));
  const name = "calendar/push.requested" as const;
  await announce(
    tx,
    [...bookingIds].map((bookingId) => ({ name, data: { organizationId, bookingId } })),
  );
}

/** Since when it is missed, which another reading that misses it does not change. */
function missing(at: Date) {
  const isNoted = sql`${calendarPushes.lastErrorCode} = 'missing'`;
  return {
    lastErrorCode: "missing",
    lastErrorAt: sql`case when ${isNoted} then ${calendarPushes.lastErrorAt} else ${at.toISOString()}::timestamptz end`,
  };
}
