import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { withLock } from "./lock.ts";

const silent = () => undefined;

test("holders never overlap, and nothing is left behind", async () => {
  const directory = await temporary();
  let inside = 0;
  let most = 0;
  const work = async () => {
    inside += 1;
    most = Math.max(most, inside);
    await turn();
    inside -= 1;
  };
  await Promise.all(Array.from({ length: 5 }, () => withLock(join(directory, "lock"), silent, work)));
  expect(most).toBe(1);
  expect(await readdir(directory)).toEqual([]);
});

test.each([
  ["a process that is gone", "2147483646 1 x"],
  ["a process whose id went to another", `${process.pid} 1 x`],
  ["nobody", ""],
])("a lock of %s is taken over", async (_, content) => {
  const lock = join(await temporary(), "lock");
  await writeFile(lock, content);
  expect(await withLock(lock, silent, async () => "done")).toBe("done");
});

test("of several that find the same stale lock, one works at a time", async () => {
  const directory = await temporary();
  await writeFile(join(directory, "lock"), "2147483646 1 x");
  const order: string[] = [];
  const work = async () => {
    order.push("in");
    await turn();
    order.push("out");
  };
  await Promise.all(Array.from({ length: 4 }, () => withLock(join(directory, "lock"), silent, work)));
  expect(order).toEqual(Array.from({ length: 4 }, () => ["in", "out"]).flat());
});

test("a failing work gives the lock back", async () => {
  const lock = join(await temporary(), "lock");
  await expect(withLock(lock, silent, () => Promise.reject(new Error("failed")))).rejects.toThrow("failed");
  expect(await withLock(lock, silent, async () => "done")).toBe("done");
});

async function temporary(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "lock-"));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}
