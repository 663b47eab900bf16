import { afterAll, describe, expect, test } from "vitest";
import { inngestServer } from "./config.ts";
import { freshKey } from "./contract.ts";
import { crashApp } from "./crash-functions.ts";
import { type ContractDatabase, createDatabase, observerName } from "./database.ts";
import { count, detailOf, openObservations, saw } from "./observations.ts";
import { makeCronsDue, untilAsleep } from "./queue-surgery.ts";

const databases: ContractDatabase[] = [];
afterAll(async () => {
  for (const database of databases) await database[Symbol.asyncDispose]();
});

async function openApp() {
  const database = await createDatabase();
  databases.push(database);
  const observations = await openObservations(database.sql, 15_000);
  return { database, observations, ...(await crashApp(database.sql, database.url, "one")) };
}

const onlyEmbedded = inngestServer() ? " (embedded only, skipped for a real server)" : "";

describe.skipIf(onlyEmbedded !== "")(`embedded executor${onlyEmbedded}`, { timeout: 60_000 }, () => {
  test("events sent before the start are not lost, and idle skips hours of sleep", async () => {
    const { executor, client, functions, observations } = await openApp();
    const key = freshKey();
    await client.send({ name: "sleeper", data: { key, nap: "36h" } });
    await executor.start({ client, functions });
    await executor.idle({ timeoutMs: 15_000 });
    expect(count(await observations.of(key), "after")).toBe(0);
    await executor.idle({ timeoutMs: 15_000, skipTime: true });
    expect(count(await observations.of(key), "after")).toBe(1);
    await executor.stop();
  });

  test("an event sent inside a transaction exists only if it commits", async () => {
    const { executor, client, functions, database, observations } = await openApp();
    await executor.start({ client, functions });
    const [kept, lost] = [freshKey(), freshKey()];
    await database.sql.begin((tx) => executor.send({ name: "sleeper", data: { key: kept, nap: "1h" } }, tx));
    const rolledBack = database.sql.begin(async (tx) => {
      await executor.send({ name: "sleeper", data: { key: lost, nap: "1h" } }, tx);
      throw new Error("rolled back");
    });
    await expect(rolledBack).rejects.toThrow("rolled back");
    await executor.idle({ timeoutMs: 15_000 });
    expect(count(await observations.of(kept), "before")).toBe(1);
    expect(await observations.of(lost)).toEqual([]);
    await executor.stop();
  });

  test("a cron that was overdue for days fires once, as a tick of its last slot", async () => {
    const { executor, client, functions, database, observations } = await openApp();
    await executor.start({ client, functions });
    expect(await executor.health()).toMatchObject({ leader: true, lastCronTickAt: null });
    await makeCronsDue(database.sql, new Date("2026-03-29T12:00:00Z"));
    const seen = await observations.until("daily", saw("tick"));
    await executor.idle({ timeoutMs: 15_000 });
    // 9 o'clock in Berlin on the day of the spring change is 7 o'clock UTC.
    expect(seen.map((each) => each.detail)).toEqual([Date.parse("2026-03-29T07:00:00Z")]);
    await makeCronsDue(database.sql, new Date("2026-03-29T13:00:00Z"));
    await executor.idle({ timeoutMs: 15_000 });
    expect(count(await observations.of("daily"), "tick")).toBe(1);
    expect((await executor.health()).lastCronTickAt).toBeInstanceOf(Date);
    await executor.stop();
  });

  test("two processes start at once: one leads, and the other takes over when it stops", async () => {
    const one = await openApp();
    const two = await crashApp(one.database.sql, one.database.url, "two");
    await Promise.all([one.executor.start(one), two.executor.start(two)]);
    const leaders = [(await one.executor.health()).leader, (await two.executor.health()).leader];
    expect(leaders.filter(Boolean)).toHaveLength(1);
    const [leader, standby] = leaders[0] ? [one, two] : [two, one];
    await leader.executor.stop();
    const key = freshKey();
    await standby.client.send({ name: "sleeper", data: { key, nap: "1s" } });
    await one.observations.until(key, saw("after"));
    expect(await standby.executor.health()).toMatchObject({ leader: true });
    await standby.executor.stop();
  });

  test("a leader whose lock connection is cut stops, competes again, and loses nothing", async () => {
    const { executor, client, functions, database, observations } = await openApp();
    await executor.start({ client, functions });
    const key = freshKey();
    await client.send({ name: "sleeper", data: { key, nap: "1s" } });
    await observations.until(key, saw("before"));
    const cut = await database.sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name = 'executor leader'`;
    expect(cut).toHaveLength(1);
    const seen = await observations.until(key, saw("after"));
    expect(count(seen, "before")).toBe(1);
    await executor.stop();
  });

  test("when the database cuts all its connections, runs go on as soon as it is back", async () => {
    const { executor, client, functions, database, observations } = await openApp();
    await executor.start({ client, functions });
    const key = freshKey();
    await client.send({ name: "sleeper", data: { key, nap: "2s" } });
    await untilAsleep(database.sql, key);
    await database.sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name <> ${observerName}`;
    const seen = await observations.until(key, saw("after"));
    expect(count(seen, "before")).toBe(1);
    await executor.stop();
  });

  test("stop lets a call in flight finish", async () => {
    const { executor, client, functions, database, observations } = await openApp();
    await executor.start({ client, functions });
    const key = freshKey();
    await client.send({ name: "slow", data: { key } });
    await observations.until(key, saw("slow"));
    const stopped = executor.stop();
    await observations.record(key, "finish now");
    await stopped;
    expect(count(await observations.of(key), "after")).toBe(0);
    const next = await crashApp(database.sql, database.url, "two");
    await next.executor.start(next);
    expect(count(await observations.until(key, saw("after")), "slow")).toBe(1);
    await next.executor.stop();
  });

  test("a call that outlasts the grace is resumed by the next leader", async () => {
    const { database, observations } = await openApp();
    const one = await crashApp(database.sql, database.url, "one", { stopGraceMs: 50 });
    await one.executor.start(one);
    const key = freshKey();
    await one.client.send({ name: "long", data: { key, stuckIn: "one" } });
    await observations.until(key, saw("second"));
    await one.executor.stop();
    const two = await crashApp(database.sql, database.url, "two");
    await two.executor.start(two);
    const seen = await observations.until(key, saw("third"));
    expect(count(seen, "first")).toBe(1);
    expect(detailOf(seen, "third")).toBe("two");
    await two.executor.stop();
  });

  test("a failed run can be looked at, and run again from its failure or from the start", async () => {
    const { executor, client, functions, observations } = await openApp();
    await executor.start({ client, functions });
    const key = freshKey();
    await client.send({ name: "flaky", data: { key } });
    await executor.idle({ timeoutMs: 15_000 });
    const [failed] = await executor.listRuns({ status: "failed", functionId: "crash-flaky" });
    expect(failed).toMatchObject({ eventName: "flaky", error: { message: "broken" } });
    const id = failed?.id ?? "";
    expect((await executor.getRun(id))?.steps.map(({ name, state }) => [name, state])).toEqual([
      ["kept", "done"],
      ["breaks", "failed"],
    ]);

    await observations.record(key, "repaired");
    const fromFailure = await executor.rerun(id, { from: "failure" });
    await executor.idle({ timeoutMs: 15_000 });
    expect(await executor.getRun(fromFailure)).toMatchObject({ status: "completed", rerunOf: id });
    expect(count(await observations.of(key), "kept")).toBe(1);

    await executor.rerun(id);
    await executor.idle({ timeoutMs: 15_000 });
    expect(count(await observations.of(key), "kept")).toBe(2);
    await executor.stop();
  });

  test("what the SDK wants besides events is refused, and so is an event without a name", async () => {
    const { executor } = await openApp();
    const publish = await executor.fetch("http://inngest/v1/realtime/publish", {
      method: "POST",
      body: "{}",
    });
    expect(publish.status).toBe(501);
    const nameless = await executor.fetch("http://inngest/e/key", { method: "POST", body: '[{"data":{}}]' });
    expect(nameless.status).toBe(400);
    const large = { name: "large", data: "x".repeat(600_000) };
    const tooLarge = await executor.fetch("http://inngest/e/key", {
      method: "POST",
      body: JSON.stringify(large),
    });
    expect(tooLarge.status).toBe(413);
    await executor.stop();
  });
});
