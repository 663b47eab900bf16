import { defineConfig } from "@playwright/test";
import { browserLaunch } from "./e2e/browser.ts";

export default defineConfig({
  testDir: "./e2e",
  testMatch: "*.e2e.ts",
  outputDir: "./test-results",
  // Each worker runs a server of its own, and mostly waits for it.
  workers: 2,
  fullyParallel: false,
  // A browser on a busy machine may miss a moment; what fails once only is listed as flaky.
  retries: 1,
  timeout: 120_000,
  expect: { timeout: 10_000 },
  reporter: [["list"]],
  globalSetup: "./e2e/require-build.ts",
  use: {
    launchOptions: await browserLaunch(),
    locale: "en-GB",
    timezoneId: "Europe/London",
    actionTimeout: 10_000,
    screenshot: "only-on-failure",
    // Half of a test's time went into its trace; `--trace=on` makes one.
    trace: "off",
  },
});
