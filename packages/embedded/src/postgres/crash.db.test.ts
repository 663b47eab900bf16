import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { serverIdentity, spawnOptions } from "./identity.ts";
import { livePostmaster, readPidFile } from "./postmaster.ts";
import { processMark } from "./process-info.ts";
import { hold, namesIn, query, start, temporaryDataDir, until } from "./testing.ts";

test("after kill -9 of the process that started it, the next start adopts the server and its stop ends it", async () => {
  const dataDir = await temporaryDataDir();
  const { child, held } = hold(dataDir);
  const { url, cluster } = await held;
  const orphan = livePostmaster(cluster);
  child.kill("SIGKILL");
  await once(child, "exit");

  const next = await start(dataDir);
  expect(next).toMatchObject({ url, adopted: true });
  expect(livePostmaster(cluster)).toEqual(orphan);
  await next.stop();
  expect(processMark(orphan?.pid ?? 0)).toBeNull();
  expect(await next.exited).toMatchObject({ expected: true });
});

test("a killed server is reported, and the next start has every commit", async () => {
  const dataDir = await temporaryDataDir();
  const first = await start(dataDir, { durable: true });
  await query(first.url, "create table kept as select generate_series(1, 1000) as n");
  process.kill(readPidFile(first.cluster)?.pid ?? 0, "SIGKILL");
  expect(await first.exited).toMatchObject({ expected: false, reason: expect.stringContaining("SIGKILL") });

  const second = await start(dataDir, { durable: true });
  expect(second.adopted).toBe(false);
  expect(await query(second.url, "select count(*)::int as rows from kept")).toEqual([{ rows: 1000 }]);
  await Promise.all([first.stop(), second.stop()]);
  expect(livePostmaster(second.cluster)).toBeNull();
});

test("a killed adopted server is reported too", async () => {
  const dataDir = await temporaryDataDir();
  const first = await start(dataDir);
  const second = await start(dataDir);
  process.kill(readPidFile(second.cluster)?.pid ?? 0, "SIGKILL");
  expect(await second.exited).toMatchObject({ expected: false });
  await Promise.all([first.stop(), second.stop()]);
});

test("a note of a dead server whose process id went to a stranger does not hinder the start", async () => {
  const dataDir = await temporaryDataDir();
  const first = await start(dataDir);
  const pid = readPidFile(first.cluster)?.pid ?? 0;
  process.kill(pid, "SIGKILL");
  await first.exited;

  const stranger = spawn("/bin/sleep", ["600"], {
    ...spawnOptions(serverIdentity(first.cluster)),
    stdio: "ignore",
  });
  onTestFinished(() => void stranger.kill());
  const note = join(first.cluster, "postmaster.pid");
  await writeFile(note, `${stranger.pid}\n${first.cluster}\n0\n${first.port}\n\n127.0.0.1\n0 0\nready   \n`);

  const second = await start(dataDir);
  expect(second.adopted).toBe(false);
  await query(second.url, "select 1");
  await Promise.all([first.stop(), second.stop()]);
  expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
});

test("a creation of the cluster that was killed half-way is done again", async () => {
  const dataDir = await temporaryDataDir();
  const { child, held } = hold(dataDir);
  const failed = expect(held).rejects.toThrow("the holder ended");
  await until(() =>
    namesIn(dataDir).some((name) => name.includes(".making-") && !name.endsWith(".password")),
  );
  child.kill("SIGKILL");
  await failed;
  expect(namesIn(dataDir)).not.toContain("cluster");

  const { url, stop } = await start(dataDir);
  await query(url, "select 1");
  expect(namesIn(dataDir).filter((name) => name.includes(".making-"))).toEqual([]);
  await stop();
});
