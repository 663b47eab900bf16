import { expect, test } from "vitest";
import { inAccountLane } from "./account-lanes.ts";

test("[SY52] at most three calls use an account at a time, in the order of asking; a failed one makes room, others do not wait", async () => {
  const owner = {};
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  const call = (index: number) =>
    inAccountLane(owner, "account", async () => {
      begun.push(index);
      await new Promise<void>((resolve) => ends.push(resolve));
      if (index === 1) throw new Error("refused");
      return index;
    });
  const calls = [0, 1, 2, 3, 4].map(call);
  const settled = Promise.allSettled(calls);
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  await turn();
  expect(begun).toEqual([0, 1, 2]);
  expect(await inAccountLane(owner, "another", async () => "at once")).toBe("at once");
  ends[1]?.();
  await turn();
  expect(begun).toEqual([0, 1, 2, 3]);
  for (const end of ends) end();
  await turn();
  expect(begun).toEqual([0, 1, 2, 3, 4]);
  ends[4]?.();
  expect((await settled).map(({ status }) => status)).toEqual([
    "fulfilled",
    "rejected",
    "fulfilled",
    "fulfilled",
    "fulfilled",
  ]);
  expect(await inAccountLane(owner, "account", async () => "free")).toBe("free");
});
