import { afterAll, describe, expect, test } from "vitest";
import { startChild } from "./child-process.ts";
import { inngestServer } from "./config.ts";
import { freshKey } from "./contract.ts";
import { crashApp } from "./crash-functions.ts";
import { createDatabase } from "./database.ts";
import { count, detailOf, openObservations, saw } from "./observations.ts";
import { untilAsleep } from "./queue-surgery.ts";

const database = await createDatabase();
const { until } = await openObservations(database.sql, 30_000);
afterAll(() => database[Symbol.asyncDispose]());

const onlyEmbedded = inngestServer() ? " (embedded only, skipped for a real server)" : "";

describe.skipIf(onlyEmbedded !== "")(`crashes${onlyEmbedded}`, { timeout: 60_000 }, () => {
  test("kill -9 in the middle of a step: another process repeats that step and none before it", async () => {
    const key = freshKey();
    await using child = await startChild(database.url, "child");
    expect(child.health.leader).toBe(true);
    await using standby = await startStandby();
    expect(await standby.executor.health()).toMatchObject({ leader: false });

    await standby.client.send({ name: "long", data: { key, stuckIn: "child" } });
    await until(key, saw("second"));
    await child.kill();

    const seen = await until(key, saw("third"));
    expect(seen.map(({ what, detail }) => `${what} in ${detail}`)).toEqual([
      "first in child",
      "second in child",
      "second in parent",
      "third in parent",
    ]);
    expect(await standby.executor.health()).toMatchObject({ leader: true });
  });

  test("kill -9 during a sleep: the sleep ends on another process, and nothing before it runs again", async () => {
    const key = freshKey();
    await using child = await startChild(database.url, "child");
    await using standby = await startStandby();
    await standby.client.send({ name: "sleeper", data: { key } });
    await until(key, saw("before"));
    await untilAsleep(database.sql, key);
    await child.kill();

    const seen = await until(key, saw("after"));
    expect(count(seen, "before")).toBe(1);
    expect(detailOf(seen, "after")).toBe("parent");
  });

  test("kill -9 inside a concurrency lane frees the lane", async () => {
    const [stuck, next] = [freshKey(), freshKey()];
    await using child = await startChild(database.url, "child");
    await using standby = await startStandby();
    await standby.client.send({ name: "queued", data: { key: stuck, stuckIn: "child" } });
    await until(stuck, saw("hold"));
    await standby.client.send({ name: "queued", data: { key: next } });
    await child.kill();

    await until(stuck, saw("done"));
    expect(detailOf(await until(next, saw("done")), "hold")).toBe("parent");
  });

  async function startStandby() {
    const { executor, client, functions } = await crashApp(database.sql, database.url, "parent");
    await executor.start({ client, functions });
    return { executor, client, [Symbol.asyncDispose]: () => executor.stop() };
  }
});
