import { randomUUID } from "node:crypto";
import * as z from "zod";
import type { Simulator } from "../simulator.ts";
import { SIMULATOR_MICROSOFT_CLIENT_ID } from "../state/seed-ids.ts";
import { type Answer, type Call, calendarsOf } from "./call.ts";
import { badRequest, GraphError, itemNotFound } from "./graph-error.ts";
import { contextOf } from "./list-calendars.ts";
import { toldVersions } from "./notify.ts";
import type { Subscription } from "./subscription.ts";
import { validateEndpoint, webAddress } from "./validate-endpoint.ts";

const LONGEST_MS = 10_080 * 60_000;
const SHORTEST_MS = 45 * 60_000;

const Input = z.strictObject({
  changeType: z.string().regex(/^(created|updated|deleted)(,(created|updated|deleted))*$/),
  notificationUrl: z.string(),
  lifecycleNotificationUrl: z.string().nullish(),
  resource: z.string(),
  expirationDateTime: z.iso.datetime({ offset: true }),
  clientState: z.string().max(128).nullish(),
  latestSupportedTlsVersion: z.string().nullish(),
});
const Renewal = z.strictObject({ expirationDateTime: z.iso.datetime({ offset: true }) });

/** POST /subscriptions: asks both endpoints to echo a token before anything is stored. */
export async function createSubscription(call: Call): Promise<Answer> {
  const input = read(Input, call.body);
  const calendarId = watchedCalendar(call, input.resource);
  const expiresAt = expiry(call.simulator, input.expirationDateTime);
  const notificationUrl = webAddress(input.notificationUrl);
  const lifecycleNotificationUrl =
    input.lifecycleNotificationUrl == null ? null : webAddress(input.lifecycleNotificationUrl);
  const { changeType, resource, clientState = null } = input;
  refuseDuplicate(call, { resource, changeType, notificationUrl });
  await validateEndpoint(notificationUrl);
  if (lifecycleNotificationUrl !== null) await validateEndpoint(lifecycleNotificationUrl);
  // Another request may have made the same one while the endpoints were asked.
  refuseDuplicate(call, { resource, changeType, notificationUrl });
  const made: Subscription = {
    id: randomUUID(),
    account: call.account,
    calendarId,
    resource,
    changeType,
    notificationUrl,
    lifecycleNotificationUrl,
    clientState,
    expiresAt,
    immutableIds: call.prefer.immutableIds,
    told: {},
  };
  made.told = toldVersions(call.simulator, made);
  call.simulator.store.state.subscriptions[made.id] = made;
  call.simulator.store.changed();
  return { status: 201, definition: "subscription", body: view(call, made) };
}

export function getSubscription(call: Call): Answer {
  return { status: 200, definition: "subscription", body: view(call, subscriptionOf(call)) };
}

export function listSubscriptions(call: Call): Answer {
  const value = living(call).map((each) => view(call, each));
  return { status: 200, body: { "@odata.context": contextOf(call, "subscriptions"), value } };
}

/** PATCH: a later end. */
export function renewSubscription(call: Call): Answer {
  const subscription = subscriptionOf(call);
  subscription.expiresAt = expiry(call.simulator, read(Renewal, call.body).expirationDateTime);
  call.simulator.store.changed();
  return { status: 200, definition: "subscription", body: view(call, subscription) };
}

export function deleteSubscription(call: Call): Answer {
  delete call.simulator.store.state.subscriptions[subscriptionOf(call).id];
  call.simulator.store.changed();
  return { status: 204 };
}

/** POST reauthorize: the answer to `reauthorizationRequired`; the end stays where it is. */
export function reauthorizeSubscription(call: Call): Answer {
  subscriptionOf(call);
  return { status: 204 };
}

function living({ simulator, account }: Call): Subscription[] {
  return Object.values(simulator.store.state.subscriptions).filter(
    (each) => each.account === account && each.expiresAt > simulator.now(),
  );
}

function subscriptionOf(call: Call): Subscription {
  const found = living(call).find(({ id }) => id === call.path("subscriptionId"));
  if (found === undefined) throw new GraphError(404, "ResourceNotFound", "The object was not found.");
  return found;
}

function refuseDuplicate(
  call: Call,
  wanted: Pick<Subscription, "resource" | "changeType" | "notificationUrl">,
): void {
  const same = living(call).some(
    ({ resource, changeType, notificationUrl }) =>
      resource === wanted.resource &&
      changeType === wanted.changeType &&
      notificationUrl === wanted.notificationUrl,
  );
  if (same) throw new GraphError(409, "Conflict", "A subscription to the same resource exists already.");
}

function watchedCalendar(call: Call, resource: string): string | null {
  const path = resource.replace(/^\//, "");
  if (/^me\/events$/i.test(path)) return null;
  const id = decodeURIComponent(/^me\/calendars\/([^/]+)\/events$/i.exec(path)?.[1] ?? "");
  if (id === "") throw badRequest(`The resource '${resource}' cannot be watched.`, "InvalidRequest");
  if (!calendarsOf(call).some((calendar) => calendar.id === id)) throw itemNotFound();
  return id;
}

function expiry(simulator: Simulator, text: string): number {
  const now = simulator.now();
  const at = Date.parse(text);
  if (at <= now) throw badRequest("Subscription expiration must be in the future.", "InvalidRequest");
  if (at > now + LONGEST_MS) {
    throw badRequest("Subscription expiration can only be 10080 minutes in the future.", "InvalidRequest");
  }
  return Math.max(at, now + SHORTEST_MS);
}

function read<T extends z.ZodType>(schema: T, body: unknown): z.infer<T> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const { path = [], message = "" } = parsed.error.issues[0] ?? {};
  throw badRequest(`${path.join(".") || "body"}: ${message}`, "InvalidRequest");
}

function view(call: Call, subscription: Subscription): Record<string, unknown> {
  const { id, resource, changeType, notificationUrl, lifecycleNotificationUrl, clientState } = subscription;
  return {
    "@odata.context": contextOf(call, "subscriptions/$entity"),
    id,
    resource,
    applicationId: SIMULATOR_MICROSOFT_CLIENT_ID,
    changeType,
    clientState,
    notificationUrl,
    lifecycleNotificationUrl,
    expirationDateTime: new Date(subscription.expiresAt).toISOString(),
    includeResourceData: null,
    latestSupportedTlsVersion: "v1_2",
  };
}
