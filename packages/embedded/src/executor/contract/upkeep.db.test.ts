import { afterEach, describe, expect, test } from "vitest";
import type { Log } from "../index.ts";
import { inngestServer } from "./config.ts";
import { freshKey } from "./contract.ts";
import { crashApp } from "./crash-functions.ts";
import { type ContractDatabase, createDatabase } from "./database.ts";
import { count, openObservations, saw } from "./observations.ts";

const onlyEmbedded = inngestServer() ? " (embedded only, skipped for a real server)" : "";
const timeoutMs = 15_000;

describe.skipIf(onlyEmbedded !== "")(
  `upkeep of the embedded executor${onlyEmbedded}`,
  { timeout: 60_000 },
  () => {
    const open: AsyncDisposable[] = [];
    afterEach(async () => {
      for (const resource of open.splice(0).reverse()) await resource[Symbol.asyncDispose]();
    });

    test("finished runs and old events go after their retention, running ones stay", async () => {
      const { executor, client, sql } = await startApp();
      const [finished, sleeping] = [freshKey(), freshKey()];
      await client.send({ name: "sleeper", data: { key: finished, nap: "1h" }, id: finished });
      await executor.idle({ timeoutMs, skipTime: true });
      await client.send({ name: "sleeper", data: { key: sleeping, nap: "1h" } });
      await executor.idle({ timeoutMs });
      await sql`update executor.runs set created_at = now() - interval '8 days',
      ended_at = ended_at - interval '8 days'`;
      await sql`update executor.events set received_at = now() - interval '8 days'`;
      await sql`update executor.event_ids set received_at = now() - interval '8 days'`;
      await sql`select executor_queue.add_job('prune', job_key := 'prune')`;
      await executor.idle({ timeoutMs });

      expect((await executor.listRuns()).map((run) => run.status)).toEqual(["running"]);
      const [left] = await sql`select
      (select count(*)::int from executor.events) as events,
      (select count(*)::int from executor.event_ids) as ids,
      (select count(distinct run_id)::int from executor.steps) as runs_with_steps,
      (select count(*)::int from executor_queue.jobs where key = 'prune' and run_at > now()) as next_prune`;
      expect(left).toEqual({ events: 0, ids: 0, runs_with_steps: 1, next_prune: 1 });
    });

    test("a job that comes twice, or late, changes nothing", async () => {
      const { executor, client, sql, observations } = await startApp();
      const key = freshKey();
      await client.send({ name: "sleeper", data: { key, nap: "1h" } });
      await executor.idle({ timeoutMs });
      const [run] = await executor.listRuns();
      const repeat = (task: string, payload: object) =>
        sql`select executor_queue.add_job(${task}, ${JSON.stringify(payload)}::text::json)`;
      const [event] = await sql`select id from executor.events`;
      await repeat("route_event", { eventId: event?.id });
      await repeat("discover", { runId: run?.id, discovery: 1 });
      await repeat("run_step", { runId: run?.id, stepId: "unknown", attempt: 0 });
      await repeat("close_wait", { runId: run?.id, stepId: "unknown" });
      await executor.idle({ timeoutMs });
      await executor.idle({ timeoutMs, skipTime: true });
      await repeat("discover", { runId: run?.id, discovery: 3 });
      await executor.idle({ timeoutMs });

      const seen = await observations.of(key);
      expect(seen.map((each) => each.what)).toEqual(["before", "after"]);
      expect(await executor.listRuns()).toHaveLength(1);
    });

    test("a run whose calls never survive is ended after 25 of them", async () => {
      const { executor, client, sql, observations } = await startApp();
      const key = freshKey();
      await client.send({ name: "sleeper", data: { key, nap: "1h" } });
      await executor.idle({ timeoutMs });
      await sql`update executor_queue._private_jobs set attempts = 24, run_at = now() where payload->>'stepId' is not null`;
      await executor.idle({ timeoutMs });
      const [run] = await executor.listRuns();
      expect(run).toMatchObject({
        status: "failed",
        error: { message: expect.stringContaining("24 calls") },
      });
      expect(count(await observations.of(key), "after")).toBe(0);
    });

    test("a run of a function that is gone fails and says so", async () => {
      const { executor, client, database } = await startApp();
      await client.send({ name: "sleeper", data: { key: freshKey(), nap: "1h" } });
      await executor.idle({ timeoutMs });
      const later = await crashApp(database.sql, database.url, "later");
      await executor.stop();
      await later.executor.start({ client: later.client, functions: [] });
      open.push({ [Symbol.asyncDispose]: () => later.executor.stop() });
      await later.executor.idle({ timeoutMs, skipTime: true });
      const [run] = await later.executor.listRuns();
      expect(run?.error?.message).toBe("function crash-sleeper is no longer registered");
    });

    test("logs carry one line per run and nothing of its data", async () => {
      const lines: string[] = [];
      const note = (fields: object, message: string) =>
        void lines.push(`${JSON.stringify(fields)} ${message}`);
      const { executor, client, observations } = await startApp({ info: note, warn: note, error: note });
      const key = `secret-${freshKey()}`;
      await client.send({ name: "flaky", data: { key, token: "ya29.token" } });
      await observations.until(key, saw("breaks"));
      await executor.idle({ timeoutMs });
      const ofRuns = lines.filter((line) => line.includes("run ended"));
      expect(ofRuns).toHaveLength(1);
      expect(ofRuns[0]).toMatch(/"functionId":"crash-flaky","status":"failed","durationMs":\d+/);
      expect(lines.join("\n")).not.toMatch(/secret-|ya29/);
    });

    async function startApp(log?: Log) {
      const database: ContractDatabase = await createDatabase();
      open.push(database);
      const observations = await openObservations(database.sql, timeoutMs);
      const app = await crashApp(database.sql, database.url, "one", log ? { log } : {});
      await app.executor.start(app);
      open.push({ [Symbol.asyncDispose]: () => app.executor.stop() });
      return { ...app, database, sql: database.sql, observations };
    }
  },
);
