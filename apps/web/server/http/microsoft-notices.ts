import type { Notice } from "@availability/ontology/calendar";
import * as z from "zod";

const longestToken = 2_048;
const mostItems = 1_000;

const Item = z.object({
  subscriptionId: z.string().min(1).max(200),
  clientState: z.string().max(255).nullish(),
  lifecycleEvent: z.string().max(100).nullish(),
});
const Body = z.object({ value: z.array(Item).max(mostItems) });

/**
 * What to answer to the handshake of a new subscription: its token, within bounds and without markup. Null when it is none.
 * https://learn.microsoft.com/graph/change-notifications-delivery-webhooks#notificationurl-validation
 */
export function validationAnswer(token: unknown): string | null {
  if (typeof token !== "string" || token === "") return null;
  return token.slice(0, longestToken).replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** The notifications of one delivery, each with a secret of its own; null when the body is none. */
export function readMicrosoftNotices(body: unknown): Notice[] | null {
  const parsed = Body.safeParse(jsonOf(body));
  if (!parsed.success) return null;
  return parsed.data.value.map(({ subscriptionId, clientState, lifecycleEvent }) => ({
    provider: "microsoft",
    channel: { kind: "subscription", id: subscriptionId },
    secret: clientState ?? "",
    says: meaning(lifecycleEvent ?? ""),
    messageNumber: null,
    resourceId: null,
  }));
}

/** A lifecycle event that we do not know, and `missed`, mean that something may have changed. */
function meaning(lifecycleEvent: string): Notice["says"] {
  if (lifecycleEvent === "reauthorizationRequired") return "expiring";
  if (lifecycleEvent === "subscriptionRemoved") return "removed";
  return "changed";
}

function jsonOf(body: unknown): unknown {
  if (typeof body !== "string") return null;
  try {
    return JSON.parse(body);
  } catch {
    // HTML, or cut off: not a notification.
    return null;
  }
}
