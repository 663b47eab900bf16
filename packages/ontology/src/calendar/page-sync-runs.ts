import { calendarConnections, externalCalendars, syncRuns } from "@availability/db/schema";
import type { ProviderName } from "@availability/domain/calendar";
import { and, desc, eq, lt, or } from "drizzle-orm";
import * as z from "zod";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { type Cursor, decodeCursor, encodeCursor, instantOfKey, type Page, PageInput } from "../page.ts";
import { type SyncRun, toRun } from "./get-sync-run.ts";
import { requireCalendar } from "./require-calendar.ts";

const syncRunStatuses = ["queued", "running", "succeeded", "failed"] as const;

export const PageSyncRuns = PageInput.extend({
  calendarId: z.uuid("An id of one of your calendars").optional(),
  status: z.enum(syncRunStatuses, `One of ${syncRunStatuses.join(", ")}`).optional(),
});
export type PageSyncRuns = z.output<typeof PageSyncRuns>;

/** A reading with the calendar and the account it was of. */
export type ListedSyncRun = SyncRun & { calendarName: string; provider: ProviderName; email: string };

/** The readings of one calendar, or of all, newest first, a page at a time. Throws `not_found` for a calendar that is not there. */
export async function pageSyncRuns(ctx: Ctx, input: PageSyncRuns): Promise<Page<ListedSyncRun>> {
  const organizationId = authorize(ctx, "manage_integrations");
  const { calendarId, status, limit, cursor } = input;
  if (calendarId) await requireCalendar(ctx, organizationId, calendarId);
  const rows = await ctx.db
    .select({
      run: syncRuns,
      calendarName: externalCalendars.name,
      provider: calendarConnections.provider,
      email: calendarConnections.email,
    })
    .from(syncRuns)
    .innerJoin(externalCalendars, eq(externalCalendars.id, syncRuns.calendarId))
    .innerJoin(calendarConnections, eq(calendarConnections.id, externalCalendars.connectionId))
    .where(
      and(
        eq(syncRuns.organizationId, organizationId),
        calendarId ? eq(syncRuns.calendarId, calendarId) : undefined,
        status ? eq(syncRuns.status, status) : undefined,
        before(decodeCursor(cursor)),
      ),
    )
    .orderBy(desc(syncRuns.requestedAt), desc(syncRuns.id))
    .limit(limit + 1);
  const data = rows.slice(0, limit).map(({ run, ...of }) => ({ ...toRun(run), ...of }));
  const last = data.at(-1);
  const more = rows.length > data.length && last;
  return { data, nextCursor: more ? encodeCursor({ key: String(last.requestedAt), id: last.id }) : null };
}

function before(after: Cursor | undefined) {
  if (!after) return undefined;
  const at = new Date(instantOfKey(after.key));
  return or(lt(syncRuns.requestedAt, at), and(eq(syncRuns.requestedAt, at), lt(syncRuns.id, after.id)));
}
