import { externalCalendars } from "@availability/db/schema";
import { DomainError } from "@availability/domain/errors";
import { and, eq } from "drizzle-orm";
import type { Ctx } from "../ctx.ts";

/** Throws `not_found`, pointing at `calendarId`, unless the organisation has this calendar. */
export async function requireCalendar(ctx: Ctx, organizationId: string, calendarId: string): Promise<void> {
  const known = and(
    eq(externalCalendars.organizationId, organizationId),
    eq(externalCalendars.id, calendarId),
  );
  if ((await ctx.db.$count(externalCalendars, known)) > 0) return;
  const detail = "No calendar of your organisation has this id";
  throw new DomainError("not_found", detail, { errors: [{ pointer: "/calendarId", detail }] });
}
