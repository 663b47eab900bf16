import { expect, test } from "vitest";
import { readAhead } from "./read-ahead.ts";

async function* pages(log: string[], failAt?: number): AsyncGenerator<number> {
  try {
    for (let page = 1; page <= 3; page += 1) {
      log.push(`fetch ${page}`);
      await Promise.resolve();
      if (page === failAt) throw new Error("no page");
      yield page;
    }
  } finally {
    log.push("closed");
  }
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

test("the next page is fetched while the present one is dealt with", async () => {
  const log: string[] = [];
  for await (const page of readAhead(pages(log))) {
    await settle();
    log.push(`deal ${page}`);
  }
  expect(log).toEqual(["fetch 1", "fetch 2", "deal 1", "fetch 3", "deal 2", "closed", "deal 3"]);
});

test("a failure comes after the pages before it", async () => {
  const log: string[] = [];
  const seen: number[] = [];
  const reading = (async () => {
    for await (const page of readAhead(pages(log, 3))) seen.push(page);
  })();
  await expect(reading).rejects.toThrow("no page");
  expect(seen).toEqual([1, 2]);
});

test("a caller that stops early closes the source", async () => {
  const log: string[] = [];
  for await (const _ of readAhead(pages(log))) break;
  expect(log.at(-1)).toBe("closed");
});
