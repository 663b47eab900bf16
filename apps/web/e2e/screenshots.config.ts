import { defineConfig } from "@playwright/test";
import main from "../playwright.config.ts";

/** `pnpm screenshots`: no tests, but pictures of every screen, for people to look at. */
export default defineConfig({
  ...main,
  testDir: ".",
  testMatch: "screenshots.ts",
  globalSetup: "./require-build.ts",
  outputDir: "../test-results",
  workers: 1,
  timeout: 900_000,
});
