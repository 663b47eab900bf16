import { newId } from "@availability/db";
import { bookings, jobFailures, outbox, syncRuns } from "@availability/db/schema";
import { must } from "@availability/domain/errors";
import { ANN } from "@availability/simulator";
import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { listConnections, requestSync, syncCalendar, updateCalendarLinks } from "../src/calendar/index.ts";
import { type Ctx, createCaller } from "../src/index.ts";
import { type FailedRun, jobSchedules, recordFailure, recordTick } from "../src/job/index.ts";
import { connectGoogle, createGoogleWorld, createMember, createRoom, type GoogleWorld } from "./world.ts";

let world: GoogleWorld;
beforeAll(async () => {
  world = await createGoogleWorld();
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(async () => {
  await world.control("DELETE", "faults");
});

const failed = (ctx: Ctx, name: string, data: object, message: string): FailedRun => ({
  function_id: `availability-${name === "calendar/sync.requested" ? "sync-calendar" : "push-booking"}`,
  run_id: newId(),
  error: { name: "Error", message },
  event: { name, data: { organizationId: ctx.actor.organizationId, ...data } },
});

async function linkedCalendar() {
  const ctx = await createMember(world);
  const productId = await createRoom(ctx);
  const calendars = await connectGoogle(ctx, ANN);
  const calendarId = must(calendars.get("Meeting room"), "Ann has a calendar of this name");
  await updateCalendarLinks(ctx, {
    calendarId,
    links: [{ productId, countsBusy: true, receivesBookings: true }],
  });
  await syncCalendar(ctx, { calendarId });
  world.clock.advance(60_000);
  return { ctx, calendarId, caller: createCaller(ctx) };
}

const outage = { match: { method: "events.list" }, times: 1, do: { status: 503 } };

test("[SY151] a run that gave up is written down once, with ids and words of ours alone", async () => {
  const ctx = await createMember(world);
  const bookingId = newId();
  const leaky = { bookingId, note: "Carla Diaz", accessToken: "ya29.secret" };
  const run = failed(
    ctx,
    "calendar/push.requested",
    leaky,
    "Failed query: insert … params: Carla Diaz, ya29.secret",
  );
  expect(await recordFailure(world.environment, run)).toBe(true);
  expect(await recordFailure(world.environment, run)).toBe(false);
  await recordFailure(world.environment, { ...run, run_id: newId() });
  const rows = await ctx.db.select().from(jobFailures).where(eq(jobFailures.bookingId, bookingId));
  expect(rows.map(({ attempts }) => attempts).sort()).toEqual([1, 2]);
  expect(rows[0]).toMatchObject({
    functionId: "push-booking",
    errorCode: "internal",
    eventData: { organizationId: ctx.actor.organizationId, bookingId },
  });
  expect(JSON.stringify(rows)).not.toMatch(/Carla|ya29/);
});

test("[SY151] a run of an organisation or an event that we do not know is written down without either", async () => {
  const ctx = await createMember(world);
  const run = failed(
    ctx,
    "someone/else",
    { organizationId: newId(), secret: "x" },
    "unavailable (backendError)",
  );
  await recordFailure(world.environment, run);
  const [row] = await ctx.db.select().from(jobFailures).where(eq(jobFailures.runId, run.run_id));
  expect(row).toMatchObject({ organizationId: null, eventData: {}, errorCode: "unavailable" });
});

test("[SY152] failed readings and failed jobs stand in one list, newest first, until they are dismissed or settled", async () => {
  const { ctx, calendarId, caller } = await linkedCalendar();
  for (let nth = 0; nth < 3; nth++) {
    await world.control("POST", "faults", outage);
    await expect(syncCalendar(ctx, { calendarId })).rejects.toThrow();
    world.clock.advance(60_000);
  }
  await recordFailure(
    world.environment,
    failed(ctx, "calendar/push.requested", { bookingId: newId() }, "read_only (x)"),
  );
  const all = await caller.job.failures({});
  expect(all.data.map(({ kind, code }) => `${kind} ${code}`)).toEqual([
    "job read_only",
    "sync_run unavailable",
    "sync_run unavailable",
    "sync_run unavailable",
  ]);
  expect(all.data[1]).toMatchObject({
    calendarId,
    calendarName: "Meeting room",
    functionId: "sync-calendar",
  });
  // Of the next tick of the cron that finds it due; a booking that is not there is written by nobody.
  const quarter = 15 * 60_000;
  const [ofPush, ...readings] = all.data.map(({ nextTryAt }) => nextTryAt);
  expect(ofPush).toBeNull();
  expect(new Set(readings).size).toBe(1);
  expect(readings[0]).toBeGreaterThan(world.clock.now());
  expect((readings[0] ?? 1) % quarter).toBe(0);
  const first = await caller.job.failures({ limit: 3 });
  const second = await caller.job.failures({ limit: 3, cursor: first.nextCursor });
  expect([...first.data, ...second.data]).toEqual(all.data);
  expect(second.nextCursor).toBeNull();
  expect((await caller.job.failures({ calendarId })).data).toHaveLength(3);
  expect((await caller.job.failures({ functionId: "push-booking" })).data).toHaveLength(1);
  const [job, run] = all.data;
  const reason = "Known";
  await caller.job.dismiss({ failureId: must(job, "listed").id, reason });
  await caller.job.dismiss({ failureId: must(run, "listed").id, reason });
  await caller.job.dismiss({ failureId: must(run, "listed").id, reason: "Again" });
  expect((await caller.job.failures({})).data).toHaveLength(2);
  expect((await caller.job.failures({ status: "dismissed" })).data).toMatchObject([
    { kind: "job", dismissedReason: reason },
    { kind: "sync_run", dismissedReason: reason, dismissedAt: world.clock.now() },
  ]);
  await syncCalendar(ctx, { calendarId });
  expect((await caller.job.failures({})).data).toEqual([]);
  expect((await caller.job.failures({ status: "resolved" })).data).toHaveLength(2);
  expect((await createCaller(await createMember(world)).job.failures({})).data).toEqual([]);
});

test("[SY152] a reading that the engine gave up is listed once, as that job, and settled by the next success", async () => {
  const { ctx, calendarId, caller } = await linkedCalendar();
  await world.control("POST", "faults", outage);
  const run = failed(ctx, "calendar/sync.requested", { calendarId }, "unavailable (backendError)");
  await expect(syncCalendar(ctx, { calendarId, jobRunId: run.run_id })).rejects.toThrow();
  await recordFailure(world.environment, run);
  const withDashboard = createCaller({ ...ctx, jobDashboardUrl: "https://jobs.example.org" });
  expect((await withDashboard.job.failures({})).data).toMatchObject([
    { kind: "job", runUrl: `https://jobs.example.org/run?runID=${run.run_id}` },
  ]);
  const elsewhere = createCaller({ ...ctx, jobDashboardUrl: "https://app.example.org/runs/{runId}" });
  expect((await elsewhere.job.failures({})).data[0]?.runUrl).toBe(
    `https://app.example.org/runs/${run.run_id}`,
  );
  await syncCalendar(ctx, { calendarId });
  expect((await caller.job.failures({})).data).toEqual([]);
});

test("[SY153] a retry is a fresh event under a new id; all of a kind are tried once for each work", async () => {
  const { ctx, calendarId, caller } = await linkedCalendar();
  const { organizationId } = ctx.actor;
  const bookingId = newId();
  for (let nth = 0; nth < 2; nth++) {
    await recordFailure(
      world.environment,
      failed(ctx, "calendar/push.requested", { bookingId }, "unavailable (x)"),
    );
  }
  const asked = () =>
    ctx.db
      .select()
      .from(outbox)
      .where(and(eq(outbox.organizationId, organizationId), eq(outbox.name, "calendar/push.requested")));
  expect(await caller.job.retryAll({ functionId: "push-booking" })).toEqual({ retried: 1, refused: 0 });
  const [failure] = (await caller.job.failures({})).data;
  await caller.job.retry({ failureId: must(failure, "it is open until the work succeeds").id });
  const events = await asked();
  expect(events.map(({ payload }) => payload)).toEqual([
    { organizationId, bookingId },
    { organizationId, bookingId },
  ]);
  expect(new Set(events.map(({ id }) => id)).size).toBe(2);

  await world.control("POST", "faults", outage);
  await expect(syncCalendar(ctx, { calendarId })).rejects.toThrow();
  world.clock.advance(60_000);
  const [run] = (await caller.job.failures({ calendarId })).data;
  await caller.job.retry({ failureId: must(run, "it failed").id });
  const queued = and(eq(syncRuns.calendarId, calendarId), eq(syncRuns.status, "queued"));
  expect(await ctx.db.$count(syncRuns, queued)).toBe(1);
});

test("[SY153] what runs by the clock is not tried by hand, and of an account that waits for a person nothing", async () => {
  const { ctx, calendarId, caller } = await linkedCalendar();
  await ctx.db.insert(jobFailures).values({
    id: newId(),
    organizationId: ctx.actor.organizationId,
    functionId: "relay-outbox",
    runId: newId(),
    eventName: "inngest/scheduled.timer",
    eventData: {},
    errorCode: "internal",
    errorMessage: "x",
    failedAt: new Date(world.clock.now()),
  });
  const [failure] = (await caller.job.failures({})).data;
  await expect(caller.job.retry({ failureId: must(failure, "inserted").id })).rejects.toMatchObject({
    code: "UNPROCESSABLE_CONTENT",
  });
  const run = failed(ctx, "calendar/sync.requested", { calendarId }, "auth_revoked (invalid_grant)");
  await recordFailure(world.environment, run);
  await world.control("POST", `accounts/${ANN}/revoke`, {});
  world.clock.advance(2 * 3_600_000);
  await requestSync(ctx, { calendarId });
  await expect(syncCalendar(ctx, { calendarId })).rejects.toMatchObject({ kind: "auth_revoked" });
  expect(await caller.job.retryAll({ functionId: "sync-calendar" })).toEqual({ retried: 0, refused: 1 });
  expect(await listConnections(ctx, {})).toMatchObject([{ health: { code: "access_revoked" } }]);
  expect(await ctx.db.$count(bookings, eq(bookings.organizationId, ctx.actor.organizationId))).toBe(0);
});

test("[SY154] each scheduled function leaves a mark of its last run; one that is overdue is said to be late", async () => {
  const ctx = await createMember(world);
  const caller = createCaller(ctx);
  await recordTick(world.environment, "relay-outbox");
  await recordTick(world.environment, "prune-answers");
  world.clock.advance(4 * 60_000);
  const { ticks, dashboardUrl } = await caller.job.health();
  expect(ticks.map(({ functionId }) => functionId).sort()).toEqual(Object.keys(jobSchedules).sort());
  const at = world.clock.now() - 4 * 60_000;
  expect(ticks).toContainEqual({
    functionId: "relay-outbox",
    everyMinutes: 1,
    lastAt: at,
    nextAt: at + 60_000,
    state: "late",
  });
  expect(ticks).toContainEqual(expect.objectContaining({ functionId: "prune-answers", state: "on_time" }));
  const tend = { functionId: "tend-webhooks", everyMinutes: 60, lastAt: null, nextAt: null, state: "never" };
  expect(ticks).toContainEqual(tend);
  expect(dashboardUrl).toBeNull();
  const template = { ...ctx, jobDashboardUrl: "https://app.example.org/runs/{runId}" };
  expect((await createCaller(template).job.health()).dashboardUrl).toBe("https://app.example.org");
  await expect(createCaller(await createMember(world, "viewer")).job.health()).rejects.toMatchObject({
    code: "FORBIDDEN",
  });
});
