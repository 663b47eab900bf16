import type { Simulator } from "../simulator.ts";
import type { Calendar, StoredEvent } from "../state/model.ts";
import { SIMULATOR_TENANT_ID } from "../state/seed-ids.ts";
import { etagOf } from "./event-view.ts";
import { graphId } from "./ids.ts";
import { objectId } from "./object-id.ts";
import type { Subscription } from "./subscription.ts";

type LifecycleEvent = "reauthorizationRequired" | "subscriptionRemoved" | "missed";

// Graph asks before a subscription ends and does not say how long before.
const REMINDER_MS = 6 * 3_600_000;

/** Tells every living subscription what changed since it was told last, and of its end; the dead ones go. */
export function notifySubscriptions(simulator: Simulator): void {
  const { subscriptions } = simulator.store.state;
  for (const subscription of Object.values(subscriptions)) {
    if (subscription.expiresAt <= simulator.now()) {
      delete subscriptions[subscription.id];
      continue;
    }
    remind(simulator, subscription);
    const changes = watched(simulator, subscription).flatMap((calendar) =>
      changesOf(subscription, calendar).map((change) => ({ ...change, calendar })),
    );
    subscription.told = toldVersions(simulator, subscription);
    if (changes.length > 0) {
      const items = changes.map((change) => changeItem(simulator, subscription, change));
      post(simulator, subscription, subscription.notificationUrl, items);
    }
  }
}

/** Once for each end. */
function remind(simulator: Simulator, subscription: Subscription): void {
  const { expiresAt, remindedOf } = subscription;
  if (expiresAt - simulator.now() > REMINDER_MS || remindedOf === expiresAt) return;
  subscription.remindedOf = expiresAt;
  notifyLifecycle(simulator, subscription, "reauthorizationRequired");
}

/** Sends a lifecycle notification; `subscriptionRemoved` also ends the subscription. */
export function notifyLifecycle(
  simulator: Simulator,
  subscription: Subscription,
  lifecycleEvent: LifecycleEvent,
): void {
  if (lifecycleEvent === "subscriptionRemoved") delete simulator.store.state.subscriptions[subscription.id];
  const url = subscription.lifecycleNotificationUrl;
  if (url !== null) post(simulator, subscription, url, [{ ...common(subscription), lifecycleEvent }]);
}

/** How far each watched calendar has come. */
export function toldVersions(simulator: Simulator, subscription: Subscription): Subscription["told"] {
  return Object.fromEntries(watched(simulator, subscription).map(({ id, version }) => [id, version]));
}

function watched({ store }: Simulator, { account, calendarId }: Subscription): Calendar[] {
  return Object.values(store.state.calendars).filter(
    ({ id, provider, owner }) =>
      provider === "microsoft" && (calendarId === null ? owner === account : id === calendarId),
  );
}

function changesOf({ told, changeType }: Subscription, calendar: Calendar) {
  const since = told[calendar.id] ?? 0;
  const kindOf = ({ status, bornVersion = 0 }: StoredEvent) =>
    status === "cancelled" ? "deleted" : bornVersion > since ? "created" : "updated";
  return Object.values(calendar.events)
    .filter((event) => event.version > since)
    .map((event) => ({ event, kind: kindOf(event) }))
    .filter(({ kind }) => changeType.split(",").includes(kind));
}

function changeItem(
  { publicUrl }: Simulator,
  subscription: Subscription,
  { event, kind, calendar }: { event: StoredEvent; kind: string; calendar: Calendar },
) {
  const id = graphId(calendar, event.id, subscription.immutableIds);
  const resource = `Users/${objectId(subscription.account)}/Events/${id}`;
  return {
    ...common(subscription),
    changeType: kind,
    resource,
    resourceData: {
      "@odata.type": "#Microsoft.Graph.Event",
      "@odata.id": `${publicUrl()}/microsoft/v1.0/${resource}`,
      "@odata.etag": etagOf(event.version),
      id,
    },
  };
}

function common({ id, expiresAt }: Subscription) {
  return {
    subscriptionId: id,
    subscriptionExpirationDateTime: new Date(expiresAt).toISOString(),
    tenantId: SIMULATOR_TENANT_ID,
  };
}

function post(simulator: Simulator, { id, clientState }: Subscription, url: string, items: object[]): void {
  simulator.notifications.send({
    provider: "microsoft",
    channel: id,
    url,
    secret: clientState ?? "",
    compose: (secret) => ({
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        value: items.map((item) => ({ ...item, ...(secret === "" ? {} : { clientState: secret }) })),
      }),
    }),
  });
}
