import { expect, test } from "vitest";
import { type Lease, leased } from "./lease.ts";

/** A store of `limit` in each window of a minute, which counts how often it is written to. */
function store(limit: number, leaseSize: number) {
  let counted = 0;
  let writes = 0;
  let clock = 0;
  const take = async (): Promise<Lease> => {
    writes += 1;
    await Promise.resolve();
    const until = (Math.floor(clock / 60_000) + 1) * 60_000;
    if (counted + leaseSize > limit) return { left: 0, beyond: 0, until, isRefusal: true };
    counted += leaseSize;
    return { left: leaseSize, beyond: limit - counted, until, isRefusal: false };
  };
  return {
    consume: leased(take, () => clock),
    writes: () => writes,
    nextWindow: () => {
      clock += 60_000;
      counted = 0;
    },
  };
}

test("exactly the limit gets through, at a write for each lease", async () => {
  const { consume, writes, nextWindow } = store(600, 10);
  const verdicts = await Promise.all(Array.from({ length: 700 }, () => consume("a")));
  expect(verdicts.filter(({ isAllowed }) => isAllowed)).toHaveLength(600);
  expect(writes()).toBeLessThanOrEqual(60 + 100);
  nextWindow();
  expect(await consume("a")).toEqual({ isAllowed: true, remaining: 599, resetSeconds: 60 });
});

test("what remains counts down by one, across leases", async () => {
  const { consume, writes } = store(6, 2);
  const remaining = [];
  for (let i = 0; i < 6; i += 1) remaining.push((await consume("a")).remaining);
  expect(remaining).toEqual([5, 4, 3, 2, 1, 0]);
  expect(writes()).toBe(3);
  expect(await consume("a")).toMatchObject({ isAllowed: false, remaining: 0 });
});
