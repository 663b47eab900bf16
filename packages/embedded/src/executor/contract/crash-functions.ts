import { setTimeout as delay } from "node:timers/promises";
import { Inngest, type InngestFunction } from "inngest";
import type { Sql } from "postgres";
import { createExecutor, type Executor, type ExecutorOptions } from "../index.ts";
import { type Keyed, keyOf } from "./contract.ts";
import { openObservations } from "./observations.ts";
import { quiet } from "./quiet.ts";

export type CrashApp = { executor: Executor; client: Inngest; functions: InngestFunction.Any[] };

/**
 * An application for the tests that kill processes: parent and child build the same one. `process` names who did what.
 */
export async function crashApp(
  sql: Sql,
  databaseUrl: string,
  process: string,
  options: Partial<ExecutorOptions> = {},
): Promise<CrashApp> {
  const { record, until } = await openObservations(sql, 30_000);
  const executor = createExecutor({
    databaseUrl,
    log: quiet,
    retryDelaysMs: [20],
    retryJitterMs: 0,
    standbyPollMs: 50,
    ...options,
  });
  const client = new Inngest({
    id: "crash",
    isDev: true,
    fetch: executor.fetch,
    checkpointing: false,
    logger: quiet,
  });
  const functions = [
    client.createFunction(
      { id: "long", triggers: [{ event: "long" }], retries: 0 },
      async ({ event, step }) => {
        const key = keyOf(event);
        await step.run("first", () => record(key, "first", process));
        await step.run("second", async () => {
          await record(key, "second", process);
          // The first process to come here stays in this step until it is killed; the next one passes.
          if ((event.data as Keyed).stuckIn === process) await delay(600_000);
        });
        await step.run("third", () => record(key, "third", process));
      },
    ),
    client.createFunction(
      { id: "queued", triggers: [{ event: "queued" }], concurrency: { key: "'one'", limit: 1 }, retries: 0 },
      async ({ event, step }) => {
        const key = keyOf(event);
        await step.run("hold", async () => {
          await record(key, "hold", process);
          if ((event.data as Keyed).stuckIn === process) await delay(600_000);
        });
        await step.run("done", () => record(key, "done", process));
      },
    ),
    client.createFunction(
      { id: "sleeper", triggers: [{ event: "sleeper" }], retries: 0 },
      async ({ event, step }) => {
        const key = keyOf(event);
        await step.run("before", () => record(key, "before", process));
        await step.sleep("nap", event.data.nap ?? "2s");
        await step.run("after", () => record(key, "after", process));
      },
    ),
    client.createFunction(
      { id: "slow", triggers: [{ event: "slow" }], retries: 0 },
      async ({ event, step }) => {
        const key = keyOf(event);
        await step.run("slow", async () => {
          await record(key, "slow");
          await until(key, (seen) => seen.some((each) => each.what === "finish now"));
        });
        await step.run("after", () => record(key, "after"));
      },
    ),
    client.createFunction(
      { id: "daily", triggers: [{ cron: "TZ=Europe/Berlin 0 9 * * *" }], retries: 0 },
      async ({ event, step }) => {
        await step.run("tick", () => record("daily", "tick", event.ts));
      },
    ),
    client.createFunction(
      { id: "flaky", triggers: [{ event: "flaky" }], retries: 0 },
      async ({ event, step }) => {
        const key = keyOf(event);
        await step.run("kept", () => record(key, "kept"));
        await step.run("breaks", async () => {
          await record(key, "breaks");
          const repaired = await until(key, () => true).then((seen) =>
            seen.some(({ what }) => what === "repaired"),
          );
          if (!repaired) throw new Error("broken");
        });
      },
    ),
  ];
  return { executor, client, functions };
}
