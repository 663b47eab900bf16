import { randomBytes } from "node:crypto";
import { migrateDatabase } from "@availability/db";
import type { ProviderName } from "@availability/domain/calendar";
import { setSchedule } from "@availability/ontology/availability";
import { keepWatched, syncCalendar } from "@availability/ontology/calendar";
import { createApiKey } from "@availability/ontology/organization";
import type { Cluster } from "../data/cluster.ts";
import { freePort, startServer } from "../http/server.ts";
import { controlDoor } from "./stand-in.ts";
import { connectCalendars, type LinkedCalendar, openStudio, type Studio } from "./studio.ts";
import { median, quantile, type SyncMeasurement } from "./sync-measurement.ts";

const hourMs = 3_600_000;
const samples = 60;
const calendarsEach = 15;
// What comes within five seconds after a notification is read together at their end.
const restMs = 5_500;
const limitMs = 2_000;
const mostMs = 60_000;
const pollMs = 20;
const weeklyHours = [{ days: [1, 2, 3, 4, 5, 6, 7], start: "00:00", end: "24:00" }];

/**
 * From a change by hand at the provider to the slot that the API no longer offers: on the production server, whose simulator
 * delivers real notifications to it. Each calendar has rested before, so that its notification is the first of its kind.
 */
export async function benchNotifications(cluster: Cluster): Promise<SyncMeasurement[]> {
  const url = await cluster.create("notified");
  await migrateDatabase(url);
  const port = await freePort();
  const key = randomBytes(32);
  const variables = { SIMULATOR_PORT: `${port}`, ENCRYPTION_KEYS: `bench:${key.toString("base64")}` };
  await using server = await startServer(url, variables);
  const simulator = { url: `http://127.0.0.1:${port}`, control: controlDoor(`http://127.0.0.1:${port}`) };
  await using studio = await openStudio(url, simulator, { key });
  const ctx = { ...studio.ctx, notificationBaseUrl: server.url };
  const { key: token } = await createApiKey(ctx, {
    name: "bench",
    scopes: ["view_bookings"],
    expiresInDays: 1,
  });
  const measurements: SyncMeasurement[] = [];
  for (const provider of ["google", "microsoft"] as const) {
    const place = { count: calendarsEach, prefix: `${provider}n`, provider };
    const calendars = await connectCalendars({ ...studio, ctx }, simulator, place);
    for (const { id: calendarId, productId } of calendars) {
      await setSchedule(ctx, { productId, timeZone: "UTC", weeklyHours });
      await syncCalendar(ctx, { calendarId });
      await keepWatched(ctx, { calendarId });
    }
    await settle(studio);
    const times = await sample(calendars, { server, token, control: simulator.control, provider });
    const p95 = quantile(times, 0.95);
    measurements.push({
      name: `${provider}: from a change by hand to the slot that is gone, ${samples} times`,
      ms: median(times),
      p95,
      limitMs,
      passed: p95 < limitMs,
    });
  }
  return measurements;
}

type Target = {
  server: { url: string };
  token: string;
  control: ReturnType<typeof controlDoor>;
  provider: ProviderName;
};

/** Waits until the server has done what connecting asked it to do. */
async function settle({ database: { sql } }: Studio): Promise<void> {
  const deadline = performance.now() + 5 * mostMs;
  for (;;) {
    const [row] = await sql<{ open: number }[]>`
      select (select count(*) from outbox where sent_at is null)::int
        + (select count(*) from executor.runs where status = 'running')::int as open`;
    if (row?.open === 0) return;
    if (performance.now() > deadline) throw new Error(`${row?.open} jobs of connecting are still open`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

/** Calendars take turns; none is changed again before it has rested. */
async function sample(calendars: LinkedCalendar[], target: Target): Promise<number[]> {
  const changedAt = new Map<string, number>();
  const times: number[] = [];
  const tomorrow = Math.ceil(Date.now() / hourMs) * hourMs + 24 * hourMs;
  for (let i = 0; i < samples; i += 1) {
    const calendar = calendars[i % calendars.length];
    if (!calendar) throw new Error("There are calendars");
    const rest = (changedAt.get(calendar.id) ?? -restMs) + restMs - performance.now();
    if (rest > 0) await new Promise((resolve) => setTimeout(resolve, rest));
    const start = tomorrow + Math.floor(i / calendars.length) * hourMs;
    if (!(await offers(calendar, start, target))) throw new Error("The slot was never free");
    const begun = performance.now();
    await add(calendar, start, target);
    while (await offers(calendar, start, target)) {
      if (performance.now() - begun > mostMs) throw new Error(`The slot stood for ${mostMs} ms`);
      await new Promise((resolve) => setTimeout(resolve, pollMs));
    }
    times.push(performance.now() - begun);
    changedAt.set(calendar.id, performance.now());
  }
  return times;
}

async function add(
  { account, remoteId }: LinkedCalendar,
  start: number,
  { control, provider }: Target,
): Promise<void> {
  const at = (ms: number) => ({ dateTime: new Date(ms).toISOString().slice(0, 19), timeZone: "UTC" });
  const title = provider === "google" ? { summary: "Walk-in" } : { subject: "Walk-in" };
  const event = { ...title, start: at(start), end: at(start + hourMs) };
  await control("POST", "events", { provider, account, calendarId: remoteId, event });
}

async function offers(
  { productId }: LinkedCalendar,
  start: number,
  { server, token }: Target,
): Promise<boolean> {
  const range = `start=${new Date(start).toISOString()}&end=${new Date(start + hourMs).toISOString()}`;
  const response = await fetch(`${server.url}/api/v1/products/${productId}/slots?${range}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  if (!response.ok) throw new Error(`Slots: ${response.status} ${await response.text()}`);
  // The shape that the API documents.
  const { data } = (await response.json()) as { data: unknown[] };
  return data.length > 0;
}
