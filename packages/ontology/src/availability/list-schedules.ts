import { schedules } from "@availability/db/schema";
import type { ListSchedules } from "@availability/domain/availability";
import { and, asc, eq, gt } from "drizzle-orm";
import { authorizeMember } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { decodeCursor, encodeCursor, type Page } from "../page.ts";
import { type Schedule, scheduleColumns, withHours } from "./schedule-view.ts";

/** The organisation's schedules, oldest first, a page at a time. */
export async function listSchedules(ctx: Ctx, input: ListSchedules): Promise<Page<Schedule>> {
  const organizationId = authorizeMember(ctx);
  const after = decodeCursor(input.cursor);
  const rows = await ctx.db
    .select(scheduleColumns)
    .from(schedules)
    .where(and(eq(schedules.organizationId, organizationId), after && gt(schedules.id, after.id)))
    .orderBy(asc(schedules.id))
    .limit(input.limit + 1);
  const data = await withHours(ctx.db, rows.slice(0, input.limit));
  const last = data.at(-1);
  const more = rows.length > data.length && last;
  return { data, nextCursor: more ? encodeCursor({ key: "", id: last.id }) : null };
}
