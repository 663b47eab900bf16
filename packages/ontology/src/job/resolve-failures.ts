import type { Queryable } from "@availability/db";
import { jobFailures } from "@availability/db/schema";
import { and, eq, isNull } from "drizzle-orm";

type Work = { organizationId: string; at: Date } & ({ calendarId: string } | { bookingId: string });

/** The same work succeeded: what failed of it before is settled. Writes nothing where nothing is open. */
export async function resolveFailures(db: Queryable, { organizationId, at, ...work }: Work): Promise<void> {
  await db
    .update(jobFailures)
    .set({ resolvedAt: at })
    .where(
      and(
        eq(jobFailures.organizationId, organizationId),
        "calendarId" in work
          ? and(eq(jobFailures.calendarId, work.calendarId), isNull(jobFailures.bookingId))
          : eq(jobFailures.bookingId, work.bookingId),
        isNull(jobFailures.resolvedAt),
        isNull(jobFailures.dismissedAt),
      ),
    );
}
