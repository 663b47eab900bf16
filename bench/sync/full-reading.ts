import { must } from "@availability/domain/errors";
import { syncCalendar } from "@availability/ontology/calendar";
import { googleEndpoints } from "@availability/simulator";
import type { StandIn } from "./stand-in.ts";
import { addEvents, type LinkedCalendar, type Studio } from "./studio.ts";
import { median, type SyncMeasurement } from "./sync-measurement.ts";

const rounds = 5;
const ratioLimit = 1.3;

/**
 * Reading a calendar of `count` events in full, into an empty mirror, against the bare paging of the same listing: the same
 * requests with their JSON read and nothing done with it. In turns.
 */
export async function benchFullReading(
  studio: Studio,
  standIn: StandIn,
  { calendar, count, token }: { calendar: LinkedCalendar; count: number; token: () => string },
): Promise<SyncMeasurement[]> {
  await addEvents(standIn, calendar, count);
  const [bare, full, again]: number[][] = [[], [], []];
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 20);
  const before = process.memoryUsage().rss;
  for (let round = 0; round < rounds; round += 1) {
    bare?.push(await timed(() => pageThrough(standIn, calendar, token())));
    await forget(studio, calendar, "rows too");
    full?.push(await timed(() => read(studio, calendar, count)));
    await forget(studio, calendar, "cursor");
    again?.push(await timed(() => read(studio, calendar, 0)));
  }
  clearInterval(watch);
  const floor = median(must(bare, "it has its list"));
  const line = (name: string, times: number[]): SyncMeasurement => {
    const ratio = median(times) / floor;
    return { name, ms: median(times), ratio, ratioLimit, passed: ratio <= ratioLimit };
  };
  return [
    { name: `floor: bare paging of ${count} events`, ms: floor, passed: true },
    {
      ...line(`full reading of ${count} events into an empty mirror`, must(full, "it has its list")),
      peakMemoryMiB: Math.round((peak - before) / 2 ** 20),
    },
    line(`full reading of ${count} events, all known`, must(again, "it has its list")),
  ];
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await run();
  return performance.now() - begun;
}

async function read({ ctx }: Studio, calendar: LinkedCalendar, created: number): Promise<void> {
  const outcome = await syncCalendar(ctx, { calendarId: calendar.id });
  if (outcome.kind !== "synced" || outcome.counts.created !== created)
    throw new Error(`Expected ${created} new events, got ${JSON.stringify(outcome)}`);
}

async function forget(
  { database: { sql } }: Studio,
  { id }: LinkedCalendar,
  what: "cursor" | "rows too",
): Promise<void> {
  if (what === "rows too") await sql`delete from external_events where calendar_id = ${id}`;
  await sql`update calendar_sync_states set cursor = null where calendar_id = ${id}`;
}

/** The listing as the adapter asks for it, page by page. */
async function pageThrough(standIn: StandIn, { remoteId }: LinkedCalendar, token: string): Promise<void> {
  const dayMs = 86_400_000;
  const query = new URLSearchParams({
    singleEvents: "true",
    maxResults: "2500",
    timeMin: new Date(Date.now() - 8 * dayMs).toISOString(),
    timeMax: new Date(Date.now() + 31 * dayMs).toISOString(),
  });
  for (;;) {
    const root = googleEndpoints(standIn.url).apiRootUrl;
    const url = `${root}calendar/v3/calendars/${encodeURIComponent(remoteId)}/events?${query}`;
    const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
    if (!response.ok) throw new Error(`Bare paging met ${response.status}`);
    // The shape is the stand-in's own.
    const page = (await response.json()) as { nextPageToken?: string };
    if (page.nextPageToken === undefined) return;
    query.set("pageToken", page.nextPageToken);
  }
}
