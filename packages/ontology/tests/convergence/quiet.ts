import { calendarConnections } from "@availability/db/schema";
import { isDomainError, isProviderError } from "@availability/domain/errors";
import { eq } from "drizzle-orm";
import { probeConnection, setSyncEnabled } from "../../src/calendar/index.ts";
import { connectionOf, settleOne } from "./people.ts";
import { connect, type Stage } from "./stage.ts";
import { note, noteState } from "./trace.ts";
import { type Pass, workOnce } from "./work.ts";

const mostRounds = 25;
const roundMs = 3 * 60_000;

/**
 * Everything heals: no more faults, the account is connected, leases and pauses run out, a person settles what is open. Then
 * workers pass until one has nothing to do. Fails when none ever has.
 */
export async function becomeQuiet(stage: Stage): Promise<void> {
  const { theatre, ctx } = stage;
  await theatre.control("DELETE", "faults");
  const [connection] = await ctx.db
    .select({ status: calendarConnections.status })
    .from(calendarConnections)
    .where(eq(calendarConnections.id, await connectionOf(stage)));
  if (connection?.status !== "active") await connect(stage);
  await setSyncEnabled(ctx, { connectionId: await connectionOf(stage), on: true });
  for (const calendar of stage.calendars.keys())
    if (stage.owner.hasTouchedCalendars) await stage.owner.shares(calendar, "owner");
  await waitOutPause(stage);
  let last: Pass | null = null;
  for (let round = 0; round < mostRounds; round++) {
    theatre.world.clock.advance(roundMs);
    last = await pass(stage);
    note(() => `quiet ${round}: ${JSON.stringify(last)}`);
    await noteState(stage);
    const settled = await settleAll(stage, round);
    if (last.changes === 0 && last.undone === 0 && !settled) return;
  }
  throw new Error(`No rest after ${mostRounds} rounds: the last one had ${JSON.stringify(last)}`);
}

/** A used-up quota rests for hours. */
async function waitOutPause(stage: Stage): Promise<void> {
  const { theatre, ctx } = stage;
  const [connection] = await ctx.db
    .select({ until: calendarConnections.throttledUntil })
    .from(calendarConnections)
    .where(eq(calendarConnections.id, await connectionOf(stage)));
  theatre.world.clock.advance(Math.max(0, (connection?.until?.getTime() ?? 0) - ctx.now()));
}

/** A person answers what is open; what the rules of booking refuse is answered otherwise in the next round. */
async function settleAll(stage: Stage, round: number): Promise<boolean> {
  let settled = false;
  try {
    while (await settleOne(stage, round)) settled = true;
  } catch (error) {
    if (!isDomainError(error)) throw error;
    settled = true;
  }
  return settled;
}

/** One pass of a healthy worker; an account that lost its grant unseen is connected again. */
export async function pass(stage: Stage): Promise<Pass> {
  const { ctx } = stage;
  if (stage.owner.hasTouchedCalendars) await probe(stage);
  const done = await workOnce(stage, ctx);
  const [connection] = await ctx.db
    .select({ status: calendarConnections.status })
    .from(calendarConnections)
    .where(eq(calendarConnections.id, await connectionOf(stage)));
  if (connection?.status === "needs_reauth") {
    await connect(stage);
    return { changes: 1, undone: 1 };
  }
  return done;
}

/** The daily look at the account's calendars. */
async function probe(stage: Stage): Promise<void> {
  try {
    await probeConnection(stage.ctx, { connectionId: await connectionOf(stage) });
  } catch (error) {
    if (!isProviderError(error)) throw error;
  }
}
