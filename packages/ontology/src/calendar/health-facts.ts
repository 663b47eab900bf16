import type { calendarConnections } from "@availability/db/schema";
import type { CalendarFacts, ConnectionFacts } from "@availability/domain/calendar";
import type { StoredCalendar } from "./list-connections.ts";

/** What health is judged by, of a connection's row. */
export function connectionFacts(row: typeof calendarConnections.$inferSelect): ConnectionFacts {
  return {
    provider: row.provider,
    email: row.email,
    status: row.status,
    statusReason: row.statusReason,
    statusSince: row.statusSince.getTime(),
    syncEnabled: row.syncEnabled,
    throttledUntil: row.throttledUntil?.getTime() ?? null,
    lastErrorCode: row.lastErrorCode,
    lastErrorAt: row.lastErrorAt?.getTime() ?? null,
  };
}

/** What health is judged by, of a calendar as it is listed. */
export function factsOf({ sync, links, latestRun, ...calendar }: StoredCalendar): CalendarFacts {
  return {
    name: calendar.name,
    status: calendar.status,
    goneSince: calendar.goneSince,
    canWrite: calendar.canWrite,
    isLinked: links.length > 0,
    receivesBookings: links.some((link) => link.receivesBookings),
    isReading: latestRun?.status === "running",
    lastSuccessAt: sync?.lastSuccessAt ?? null,
    lastErrorCode: sync?.lastErrorCode ?? null,
    lastErrorAt: sync?.lastErrorAt ?? null,
  };
}
