// Jobs: the Inngest client, the event catalogue and one function per file.
import type { InngestFunction } from "inngest";
import { deliverWebhook } from "./deliver-webhook.ts";
import type { Dependencies } from "./dependencies.ts";
import { extendBlocks } from "./extend-blocks.ts";
import { fanOutWebhooks } from "./fan-out-webhooks.ts";
import { probeConnection, probeConnections } from "./probe-connections.ts";
import { pruneAnswers } from "./prune-answers.ts";
import { pruneHistory } from "./prune-history.ts";
import { pushBooking } from "./push-booking.ts";
import { reconcileCalendars } from "./reconcile-calendars.ts";
import { recordFailure } from "./record-failure.ts";
import { relayOutbox } from "./relay-outbox.ts";
import { renewChannels } from "./renew-channels.ts";
import { settleNotifications } from "./settle-notifications.ts";
import { sweepBookings } from "./sweep-bookings.ts";
import { syncCalendar } from "./sync-calendar.ts";
import { syncDueCalendars } from "./sync-due-calendars.ts";
import { tendWebhooks } from "./tend-webhooks.ts";
import { watchCalendar } from "./watch-calendar.ts";

export { createClient, type Engine } from "./client.ts";
export type { Dependencies } from "./dependencies.ts";
export { createPublisher, type Publisher } from "./publisher.ts";

/** Every function of the system; the same ones on the embedded executor and on an Inngest server. */
export function createFunctions(dependencies: Dependencies): InngestFunction.Any[] {
  return [
    syncDueCalendars(dependencies),
    syncCalendar(dependencies),
    settleNotifications(dependencies),
    renewChannels(dependencies),
    watchCalendar(dependencies),
    pushBooking(dependencies),
    relayOutbox(dependencies),
    extendBlocks(dependencies),
    sweepBookings(dependencies),
    pruneAnswers(dependencies),
    pruneHistory(dependencies),
    fanOutWebhooks(dependencies),
    deliverWebhook(dependencies),
    tendWebhooks(dependencies),
    probeConnections(dependencies),
    probeConnection(dependencies),
    reconcileCalendars(dependencies),
    recordFailure(dependencies),
  ];
}
