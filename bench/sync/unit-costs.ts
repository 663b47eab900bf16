import { must } from "@availability/domain/errors";
import { syncCalendar } from "@availability/ontology/calendar";
import type { StandIn } from "./stand-in.ts";
import type { LinkedCalendar, Studio } from "./studio.ts";
import { median, type SyncMeasurement } from "./sync-measurement.ts";

const samples = 50;

/**
 * What one look at a calendar costs: requests, rows written and ms, when nothing changed and when one event did. An
 * unchanged calendar may write its own sync state and run alone, a changed one one event more.
 */
export async function benchUnitCosts(
  studio: Studio,
  standIn: StandIn,
  calendar: LinkedCalendar,
): Promise<SyncMeasurement[]> {
  await syncCalendar(studio.ctx, { calendarId: calendar.id });
  const unchanged = await look(studio, calendar, async () => undefined);
  const place = { provider: "google", account: calendar.account, calendarId: calendar.remoteId };
  let minute = 0;
  const changed = await look(studio, calendar, async () => {
    const at = (ms: number) => ({ dateTime: new Date(ms).toISOString() });
    const start = Date.now() + 3_600_000 + minute++ * 60_000;
    const event = { id: "benchmoved", summary: "Moved", start: at(start), end: at(start + 1_800_000) };
    const method = minute === 1 ? "POST" : "PATCH";
    await standIn.control(method, minute === 1 ? "events" : "events/benchmoved", { ...place, event });
  });
  return [
    {
      name: "an unchanged calendar",
      ...unchanged,
      passed: unchanged.requests === 1 && unchanged.events === 0,
    },
    {
      name: "one event changed",
      ...changed,
      passed: changed.requests === 1 && Math.round(changed.events) === 1,
    },
  ];
}

async function look({ ctx, database }: Studio, calendar: LinkedCalendar, change: () => Promise<void>) {
  const times: number[] = [];
  let requests = 0;
  const before = await written(database);
  for (let i = 0; i < samples; i += 1) {
    await change();
    const begun = performance.now();
    const outcome = await syncCalendar(ctx, { calendarId: calendar.id });
    times.push(performance.now() - begun);
    if (outcome.kind !== "synced") throw new Error(`The calendar was ${outcome.kind}`);
    requests += outcome.requests;
  }
  const after = await written(database);
  return {
    ms: median(times),
    requests: requests / samples,
    events: (after.events - before.events) / samples,
    otherRows: (after.others - before.others) / samples,
  };
}

/** Rows written so far, by Postgres' own counters. */
async function written({ sql }: Studio["database"]): Promise<{ events: number; others: number }> {
  // A session tells its counts at most once a second unless asked.
  await sql`select pg_stat_force_next_flush()`;
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  const [row] = await sql<{ events: number; others: number }[]>`
    select
      coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del) filter (where relname = 'external_events'), 0)::int as events,
      coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del) filter (where relname <> 'external_events'), 0)::int as others
    from pg_stat_user_tables`;
  return must(row, "an aggregate has one row");
}
