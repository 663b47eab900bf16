import { providerNames, ResolveConflict, UpdateCalendarLinks } from "@availability/domain/calendar";
import * as z from "zod";
import { procedure, router } from "../trpc.ts";
import { ListConflicts, listConflicts, resolveConflict } from "./conflicts/index.ts";
import { disconnect } from "./disconnect.ts";
import { getSyncRun } from "./get-sync-run.ts";
import { ListBookingPushes, listBookingPushes } from "./list-booking-pushes.ts";
import { listConnections } from "./list-connections.ts";
import { listScopes } from "./list-scopes.ts";
import { PageSyncRuns, pageSyncRuns } from "./page-sync-runs.ts";
import { previewDisconnect } from "./preview-disconnect.ts";
import { refreshCalendars } from "./refresh-calendars.ts";
import { requestSync } from "./request-sync.ts";
import { setSyncEnabled } from "./set-sync-enabled.ts";
import { updateCalendarLinks } from "./update-calendar-links.ts";

const Connection = z.object({ connectionId: z.uuid() });
const Disconnect = Connection.extend({
  futureEvents: z.enum(["keep", "remove"], "keep or remove").default("keep"),
});

export const calendarRouter = router({
  connections: procedure
    .input(z.object({ provider: z.enum(providerNames).optional() }))
    .query(({ ctx, input }) => listConnections(ctx, input)),
  refresh: procedure.input(Connection).mutation(({ ctx, input }) => refreshCalendars(ctx, input)),
  scopes: procedure
    .input(z.object({ provider: z.enum(providerNames) }))
    .query(({ ctx, input }) => listScopes(ctx, input)),
  setSyncEnabled: procedure
    .input(Connection.extend({ on: z.boolean() }))
    .mutation(({ ctx, input }) => setSyncEnabled(ctx, input)),
  previewDisconnect: procedure.input(Connection).query(({ ctx, input }) => previewDisconnect(ctx, input)),
  disconnect: procedure.input(Disconnect).mutation(({ ctx, input }) => disconnect(ctx, input)),
  updateLinks: procedure
    .input(UpdateCalendarLinks)
    .mutation(({ ctx, input }) => updateCalendarLinks(ctx, input)),
  requestSync: procedure
    .input(z.object({ calendarId: z.uuid() }))
    .mutation(({ ctx, input }) => requestSync(ctx, input)),
  bookingPushes: procedure.input(ListBookingPushes).query(({ ctx, input }) => listBookingPushes(ctx, input)),
  conflicts: procedure.input(ListConflicts.prefault({})).query(({ ctx, input }) => listConflicts(ctx, input)),
  resolveConflict: procedure.input(ResolveConflict).mutation(({ ctx, input }) => resolveConflict(ctx, input)),
  runs: procedure.input(PageSyncRuns.prefault({})).query(({ ctx, input }) => pageSyncRuns(ctx, input)),
  run: procedure.input(z.object({ runId: z.uuid() })).query(({ ctx, input }) => getSyncRun(ctx, input)),
});
