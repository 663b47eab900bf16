import * as z from "zod";
import type { OutgoingEvent } from "./types.ts";

/** Inngest's own limits, so that what works here works there: 5,000 events per request, 512 KB per event. */
const maxEvents = 5_000;
const maxEventBytes = 512 * 1024;

const Event = z.looseObject({
  name: z.string().min(1),
  id: z
    .string()
    .nullish()
    .transform((id) => id ?? undefined),
  ts: z
    .number()
    .nullish()
    .transform((ts) => ts ?? undefined),
});
const Events = z.union([z.array(Event), Event.transform((event) => [event])]);

export type StoreEvents = (events: OutgoingEvent[], seed: string | null) => Promise<{ ids: string[] }>;

/** A `fetch` that answers the SDK's event API from `store`; whatever else the SDK may want is 501. */
export function eventDoor(store: StoreEvents): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const { pathname } = new URL(request.url);
    if (request.method !== "POST" || !/\/e\/[^/]+$/.test(pathname)) {
      return refusal(501, `the embedded executor does not offer ${request.method} ${pathname}`);
    }
    const events = Events.safeParse(await request.json());
    if (!events.success) return refusal(400, "an event needs a name");
    const tooLarge = limitProblem(events.data);
    if (tooLarge !== null) return refusal(413, tooLarge);
    const { ids } = await store(events.data, request.headers.get("x-inngest-event-id-seed"));
    return Response.json({ ids, status: 200 });
  };
}

function limitProblem(events: readonly OutgoingEvent[]): string | null {
  if (events.length > maxEvents) return `${events.length} events in one request; the limit is ${maxEvents}`;
  const large = events.find((event) => Buffer.byteLength(JSON.stringify(event)) > maxEventBytes);
  return large ? `event ${large.name} is larger than 512 KB` : null;
}

function refusal(status: number, error: string): Response {
  return Response.json({ error, status }, { status });
}
