import { newId } from "@availability/db";
import { externalCalendars } from "@availability/db/schema";
import { and, eq, notInArray, sql } from "drizzle-orm";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { resumePushes } from "./resume-pushes.ts";
import { withAccess } from "./with-access.ts";

/** Reads which calendars the account has. One that is missing is marked gone and keeps its links; one that is back is active again, and pushes that waited for it are asked for. */
export async function refreshCalendars(ctx: Ctx, { connectionId }: { connectionId: string }): Promise<void> {
  const organizationId = authorize(ctx, "manage_integrations");
  const remote = await withAccess(ctx, connectionId, (provider, accessToken) =>
    provider.listCalendars(accessToken),
  );
  const at = new Date(ctx.now());
  await ctx.db.transaction(async (tx) => {
    if (remote.length > 0) {
      await tx
        .insert(externalCalendars)
        .values(
          remote.map((calendar) => ({
            id: newId(),
            organizationId,
            connectionId,
            providerCalendarId: calendar.id,
            name: calendar.name,
            timeZone: calendar.timeZone,
            accessRole: calendar.accessRole,
            canWrite: calendar.canWrite,
            isPrimary: calendar.isPrimary,
            colour: calendar.colour,
          })),
        )
        .onConflictDoUpdate({
          target: [externalCalendars.connectionId, externalCalendars.providerCalendarId],
          set: {
            name: sql`excluded.name`,
            timeZone: sql`excluded.time_zone`,
            accessRole: sql`excluded.access_role`,
            canWrite: sql`excluded.can_write`,
            isPrimary: sql`excluded.is_primary`,
            colour: sql`excluded.colour`,
            status: "active",
            goneSince: null,
            updatedAt: at,
          },
        });
    }
    await tx
      .update(externalCalendars)
      .set({ status: "gone", goneSince: at, updatedAt: at })
      .where(
        and(
          eq(externalCalendars.organizationId, organizationId),
          eq(externalCalendars.connectionId, connectionId),
          eq(externalCalendars.status, "active"),
          remote.length > 0
            ? notInArray(
                externalCalendars.providerCalendarId,
                remote.map((calendar) => calendar.id),
              )
            : undefined,
        ),
      );
    await resumePushes(tx, { organizationId, connectionId });
  });
  ctx.publish();
}
