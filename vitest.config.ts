import { configDefaults, defineConfig } from "vitest/config";

const databaseTests = "**/*.db.test.ts";
// Files share a worker's modules: loading the provider clients anew for each took as long as the tests. None keeps state in
// a module. Each project says it, as what the root says does not reach them.
const isolate = false;
const exclude = [...configDefaults.exclude, "**/e2e/**", "**/.data/**", "**/build/**"];

/** The domain's tests once more under another zone of the server: its results must not depend on it. */
function domainIn(name: string, timeZone: string) {
  return {
    test: {
      name,
      isolate,
      include: ["packages/domain/**/*.test.ts"],
      exclude: [...exclude, databaseTests],
      env: { TZ: timeZone },
      testTimeout: 60_000,
    },
  };
}

export default defineConfig({
  test: {
    pool: "forks",
    // One worker a core; the default leaves one core idle, which is half of a small machine.
    maxWorkers: "100%",
    projects: [
      {
        test: {
          name: "unit",
          isolate,
          include: ["**/*.test.ts"],
          exclude: [...exclude, databaseTests],
          env: { TZ: "UTC" },
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: "db",
          isolate,
          include: [databaseTests],
          exclude,
          env: { TZ: "UTC" },
          globalSetup: ["./packages/testkit/src/global-setup.ts"],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      domainIn("domain-new-york", "America/New_York"),
      domainIn("domain-apia", "Pacific/Apia"),
    ],
  },
});
