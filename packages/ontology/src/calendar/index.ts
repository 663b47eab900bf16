// Calendar: connected accounts, their calendars and links, and sync both ways.
export { type Cipher, type CipherKey, createCipher } from "./cipher.ts";
export { type Completed, completeConnection } from "./complete-connection.ts";
export {
  type Conflict,
  ListConflicts,
  listConflicts,
  resolveConflict,
  settleOverlaps,
} from "./conflicts/index.ts";
export { type Disconnected, disconnect } from "./disconnect.ts";
export { getSyncRun, type SyncRun } from "./get-sync-run.ts";
export { isReadingDue } from "./is-reading-due.ts";
export { type BookingPush, listBookingPushes } from "./list-booking-pushes.ts";
export {
  type CalendarLink,
  type Connection,
  type ExternalCalendar,
  listConnections,
} from "./list-connections.ts";
export { listPendingPushes } from "./list-pending-pushes.ts";
export { type GrantedScope, listScopes } from "./list-scopes.ts";
export { type AccountCalendar, PageCalendars, pageCalendars } from "./page-calendars.ts";
export { type ListedSyncRun, PageSyncRuns, pageSyncRuns } from "./page-sync-runs.ts";
export { type DisconnectPreview, previewDisconnect } from "./preview-disconnect.ts";
export { type ProbeOutcome, probeConnection, queueProbes } from "./probe-connection.ts";
export { pruneHistory } from "./prune-history.ts";
export { type PushOutcome, pushBooking } from "./push-booking.ts";
export { countDueSyncs, queueDueSyncs } from "./queue-due-syncs.ts";
export { queueReconciles } from "./queue-reconciles.ts";
export { queueStuckPushes } from "./queue-stuck-pushes.ts";
export { refreshCalendars } from "./refresh-calendars.ts";
export { requestSync } from "./request-sync.ts";
export { calendarRouter } from "./router.ts";
export { setSyncEnabled } from "./set-sync-enabled.ts";
export { startConnection } from "./start-connection.ts";
export { type SyncOutcome, syncCalendar } from "./sync-calendar.ts";
export { updateCalendarLinks } from "./update-calendar-links.ts";
export {
  keepWatched,
  type Notice,
  type NoticeOutcome,
  queueDueChannels,
  receiveNotification,
  requestSettled,
  type WatchOutcome,
} from "./watch/index.ts";
