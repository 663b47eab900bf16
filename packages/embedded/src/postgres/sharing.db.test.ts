import { once } from "node:events";
import { expect, test } from "vitest";
import { livePostmaster } from "./postmaster.ts";
import { hold, query, start, temporaryDataDir, until } from "./testing.ts";

test("of two processes that start at once one starts the server, both use it, the last to leave stops it", async () => {
  const dataDir = await temporaryDataDir();
  const holders = [hold(dataDir), hold(dataDir)];
  const [a, b] = await Promise.all(holders.map(({ held }) => held));
  expect(a?.url).toBe(b?.url);
  expect([a?.adopted, b?.adopted].sort()).toEqual([false, true]);

  const [first, second] = a?.adopted ? holders.toReversed() : holders; // the starter leaves first
  first?.child.kill("SIGTERM");
  await once(first?.child ?? process, "exit");
  await query(a?.url ?? "", "select 1");
  second?.child.kill("SIGTERM");
  await once(second?.child ?? process, "exit");
  expect(livePostmaster(a?.cluster ?? "")).toBeNull();
});

test("a process that ends without a word takes its server with it", async () => {
  const { child, held } = hold(await temporaryDataDir(), { mode: "leave" });
  const { cluster } = await held;
  if (child.exitCode === null) await once(child, "exit");
  await until(() => livePostmaster(cluster) === null);
});

test("Ctrl-C at the terminal does not reach the server", async () => {
  const { child, held } = hold(await temporaryDataDir());
  const { url, cluster } = await held;
  process.kill(-(child.pid ?? 0), "SIGINT"); // what a terminal does: to the whole foreground group
  await once(child.stderr ?? process, "data");
  await query(url, "select 1");
  child.kill("SIGTERM");
  await once(child, "exit");
  expect(livePostmaster(cluster)).toBeNull();
});

test("an adopted server ends with the last of two uses in one process", async () => {
  const dataDir = await temporaryDataDir();
  const first = await start(dataDir);
  const second = await start(dataDir);
  expect(second.adopted).toBe(true);
  await first.stop();
  await query(second.url, "select 1");
  await second.stop();
  expect(livePostmaster(second.cluster)).toBeNull();
});
