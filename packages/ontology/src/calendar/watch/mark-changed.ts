import { newId, type Transaction } from "@availability/db";
import { calendarSyncStates, calendarWatchChannels, syncRuns } from "@availability/db/schema";
import { noCounts } from "@availability/domain/calendar";
import { and, eq, ne, sql } from "drizzle-orm";
import type { Environment } from "../../ctx.ts";
import { announce } from "../../outbox/index.ts";
import type { WatchChannel } from "./watched-calendar.ts";

/** The first notification is followed at once; whatever comes within this time after it, together at its end. */
const settleMs = 5_000;

type Lane = { running: Promise<void>; waiting: { number: number | null; done: Promise<void> } | null };

// Notifications of one channel that arrive while one is being written share the next write.
const lanes = new WeakMap<object, Map<string, Lane>>();

/** Marks the calendar of a channel changed and has it read soon. Resolves when that is stored. */
export function markChanged(
  environment: Environment,
  channel: WatchChannel,
  number: number | null,
): Promise<void> {
  const ofDatabase = lanes.get(environment.db) ?? new Map<string, Lane>();
  lanes.set(environment.db, ofDatabase);
  const lane = ofDatabase.get(channel.id);
  if (!lane) return begin(environment, ofDatabase, channel, number);
  lane.waiting ??= {
    number,
    done: lane.running
      .catch(() => undefined)
      .then(() => begin(environment, ofDatabase, channel, lane.waiting?.number ?? null)),
  };
  lane.waiting.number = higher(lane.waiting.number, number);
  return lane.waiting.done;
}

function begin(
  environment: Environment,
  ofDatabase: Map<string, Lane>,
  channel: WatchChannel,
  number: number | null,
): Promise<void> {
  const running = write(environment, channel, number).finally(() => {
    if (ofDatabase.get(channel.id) === lane && lane.waiting === null) ofDatabase.delete(channel.id);
  });
  const lane: Lane = { running, waiting: null };
  ofDatabase.set(channel.id, lane);
  return running;
}

function higher(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.max(one, other);
}

async function write(environment: Environment, channel: WatchChannel, number: number | null): Promise<void> {
  const { db, now } = environment;
  const at = new Date(now());
  const isAsked = await db.transaction(async (tx) => {
    await tx
      .update(calendarWatchChannels)
      .set({
        lastNotifiedAt: at,
        ...(number === null
          ? {}
          : { lastMessageNumber: sql`greatest(${calendarWatchChannels.lastMessageNumber}, ${number})` }),
      })
      .where(eq(calendarWatchChannels.id, channel.id));
    return queueNotified(tx, channel, at);
  });
  if (isAsked) environment.publish();
}

/** At most one run waits for a calendar, and one event is on its way for it. False when nothing had to be asked for. */
async function queueNotified(
  tx: Transaction,
  { organizationId, calendarId }: Pick<WatchChannel, "organizationId" | "calendarId">,
  at: Date,
): Promise<boolean> {
  const [marked] = await tx
    .update(calendarSyncStates)
    .set({ dirtySeq: sql`${calendarSyncStates.dirtySeq} + 1` })
    .where(eq(calendarSyncStates.calendarId, calendarId))
    .returning({ calendarId: calendarSyncStates.calendarId });
  if (!marked) return false;
  const id = newId();
  const run = { id, organizationId, calendarId, requestedAt: at, counts: noCounts };
  const [queued] = await tx
    .insert(syncRuns)
    .values({ ...run, trigger: "webhook", status: "queued" })
    .onConflictDoNothing()
    .returning({ id: syncRuns.id });
  // A run that waits will read it; one under way looks again before it ends, or has another follow.
  if (!queued) return false;
  const since = new Date(at.getTime() - settleMs).toISOString();
  const [recent] = await tx
    .select({ id: syncRuns.id })
    .from(syncRuns)
    .where(
      and(
        eq(syncRuns.calendarId, calendarId),
        eq(syncRuns.trigger, "webhook"),
        ne(syncRuns.id, id),
        sql`greatest(${syncRuns.requestedAt}, ${syncRuns.startedAt}) > ${since}::timestamptz`,
        // The index is on this column; a run waits for minutes at most.
        sql`${syncRuns.requestedAt} > ${since}::timestamptz - interval '10 minutes'`,
      ),
    )
    .limit(1);
  const data = { organizationId, calendarId };
  await announce(tx, [{ name: recent ? "calendar/notified" : "calendar/sync.requested", data }]);
  return true;
}
