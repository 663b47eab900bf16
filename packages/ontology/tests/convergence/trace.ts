// What happened in a schedule, in the file that AVAILABILITY_CONVERGENCE_LOG names: for the replay of one that failed.
import { appendFileSync } from "node:fs";
import { calendarConflicts, calendarPushes } from "@availability/db/schema";
import { and, asc, eq, isNull } from "drizzle-orm";
import type { Stage } from "./stage.ts";

const path = process.env.AVAILABILITY_CONVERGENCE_LOG;
const mostOfBody = 400;

type Fetch = typeof globalThis.fetch;

export function note(line: () => string): void {
  if (path !== undefined) appendFileSync(path, `${line()}\n`);
}

/** The same fetch, each call of which is noted with its answer. */
export function noted(fetch: Fetch): Fetch {
  if (path === undefined) return fetch;
  return async (input, init) => {
    const request = new Request(input, init);
    const sent = await request.clone().text();
    const line = `  ${request.method} ${decodeURIComponent(new URL(request.url).pathname)}${new URL(request.url).search}`;
    try {
      const response = await fetch(input, init);
      const answer = await response
        .clone()
        .text()
        .catch((error: unknown) => String(error));
      note(
        () => `${line} ${sent.slice(0, mostOfBody)}\n    ${response.status} ${answer.slice(0, mostOfBody)}`,
      );
      return response;
    } catch (error) {
      note(() => `${line} ${sent.slice(0, mostOfBody)}\n    ${String(error)}`);
      throw error;
    }
  };
}

/** Notes what we hold of every event of ours, and which questions are open. */
export async function noteState({ ctx }: Stage): Promise<void> {
  if (path === undefined) return;
  const { organizationId } = ctx.actor;
  const pushes = await ctx.db
    .select()
    .from(calendarPushes)
    .where(eq(calendarPushes.organizationId, organizationId))
    .orderBy(asc(calendarPushes.id));
  const conflicts = await ctx.db
    .select()
    .from(calendarConflicts)
    .where(and(eq(calendarConflicts.organizationId, organizationId), isNull(calendarConflicts.resolvedAt)));
  for (const push of pushes)
    note(() =>
      [
        `  push ${push.id} ${push.desired} ${push.appliedVersion}/${push.desiredVersion} ${push.remoteState} n${push.incarnation}`,
        `${push.remoteEtag} ${push.appliedHash?.slice(0, 20)} ${push.lastErrorCode} lease ${push.leaseUntil?.toISOString()}`,
      ].join(" "),
    );
  for (const { kind, pushId, bookingId } of conflicts)
    note(() => `  asked ${kind} of push ${pushId}, booking ${bookingId}`);
}
