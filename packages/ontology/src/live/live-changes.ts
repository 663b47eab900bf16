import type { ChangeTopic } from "@availability/db";
import { DomainError } from "@availability/domain/errors";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";

const permissionOf = {
  bookings: "view_bookings",
  availability: "view_bookings",
  calendars: "manage_integrations",
} as const;

/**
 * Tells which kinds of rows of the acting organisation changed, as it happens, until `signal` ends it or the server closes. It
 * carries nothing but the kind: whoever listens reads again. Changes that come while the listener is busy are told once. Throws
 * `forbidden` for a kind that the actor may not see, `provider_unavailable` where nothing listens.
 */
export async function* liveChanges(
  ctx: Ctx,
  { topics, signal }: { topics: readonly ChangeTopic[]; signal: AbortSignal },
): AsyncGenerator<ChangeTopic, void> {
  for (const topic of topics) authorize(ctx, permissionOf[topic]);
  const feed = ctx.changes;
  if (!feed)
    throw new DomainError("provider_unavailable", "This server tells of no changes; read again by yourself");
  const waiting = new Set<ChangeTopic>();
  let wake: () => void = () => undefined;
  const unsubscribe = feed.subscribe(ctx.actor.organizationId, (topic) => {
    if (!topics.includes(topic)) return;
    waiting.add(topic);
    wake();
  });
  const stop = () => wake();
  signal.addEventListener("abort", stop);
  let isOpen = true;
  void feed.closed.then(() => {
    isOpen = false;
    wake();
  });
  try {
    while (isOpen && !signal.aborted) {
      const [topic] = waiting;
      if (topic) {
        waiting.delete(topic);
        yield topic;
        continue;
      }
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  } finally {
    unsubscribe();
    signal.removeEventListener("abort", stop);
  }
}
