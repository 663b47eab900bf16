import type { Cluster } from "../data/cluster.ts";
import { benchDrain } from "./drain.ts";
import { benchFullReading } from "./full-reading.ts";
import { benchNotifications } from "./notification-latency.ts";
import { startStandIn } from "./stand-in.ts";
import { connectCalendars, createStudio } from "./studio.ts";
import type { SyncMeasurement } from "./sync-measurement.ts";
import { benchUnitCosts } from "./unit-costs.ts";

const eventsInFull = 10_000;
const drains = [50, 500];

/** Reading calendars of the stand-in: what a look costs, a full reading, many calendars at once, and how soon a change is seen. */
export async function benchSync(
  cluster: Cluster,
  { log }: { log: (line: string) => void },
): Promise<SyncMeasurement[]> {
  await using standIn = await startStandIn();
  const counted = countingFetch();
  await using studio = await createStudio(cluster, standIn, { name: "sync", fetch: counted.fetch });
  log("What one look at a calendar costs");
  const [small, large] = await connectCalendars(studio, standIn, { count: 2, prefix: "unit" });
  if (!small || !large) throw new Error("There are two calendars");
  const unit = await benchUnitCosts(studio, standIn, small);
  log(`A full reading of ${eventsInFull} events`);
  const full = await benchFullReading(studio, standIn, {
    calendar: large,
    count: eventsInFull,
    token: counted.lastToken,
  });
  const drained: SyncMeasurement[] = [];
  for (const count of drains) {
    log(`${count} calendars due at once`);
    await using crowd = await createStudio(cluster, standIn, {
      name: `drain_${count}`,
      fetch: counted.fetch,
    });
    const calendars = await connectCalendars(crowd, standIn, { count, prefix: `drain${count}x` });
    drained.push(await benchDrain(crowd, { calendars, requestsSoFar: counted.apiCalls }));
  }
  log("From a change by hand to the slot that is gone, by notification");
  const notified = await benchNotifications(cluster);
  return [...unit, ...full, ...drained, ...notified];
}

/** Counts calls to the calendar API, and keeps the token of the last one for whoever pages without the adapter. */
function countingFetch() {
  let calls = 0;
  let token = "";
  const fetch: typeof globalThis.fetch = (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    if (url.includes("/calendar/v3/")) {
      calls += 1;
      const headers = new Headers(input instanceof Request ? input.headers : init?.headers);
      token = headers.get("authorization")?.replace("Bearer ", "") ?? token;
    }
    return globalThis.fetch(input, init);
  };
  return { fetch, apiCalls: () => calls, lastToken: () => token };
}
