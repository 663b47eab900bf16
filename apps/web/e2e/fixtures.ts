import { test as base } from "@playwright/test";
import { type RunningServer, startServer } from "./server.ts";

export { expect } from "@playwright/test";

let tests = 0;

/**
 * Tests with a server of their worker; `page` opens its addresses relative to it. Each test comes from an address of its
 * own, as its proxy would say, so that none waits for what an address may do in a minute.
 */
export const test = base.extend<object, { server: RunningServer }>({
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern
    async ({}, use) => {
      const server = await startServer({ TRUSTED_PROXIES: "1", WEBHOOKS_ALLOW_PRIVATE: "1" });
      await use(server);
      await server.stop();
    },
    { scope: "worker", timeout: 120_000 },
  ],
  baseURL: async ({ server }, use) => use(server.url),
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern
  extraHTTPHeaders: async ({}, use) => {
    tests += 1;
    await use({ "x-forwarded-for": `198.51.100.${tests % 250}` });
  },
});
