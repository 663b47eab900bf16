// Runs every suite: unit and database tests, the domain's under other server zones, and the browser's against the
// production build. Ends with the line `N passed, N failed`, the sum over all of them.
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const env = { ...process.env, TZ: "UTC", TURBO_TELEMETRY_DISABLED: "1", DO_NOT_TRACK: "1" };
const reports = await mkdtemp(join(tmpdir(), "availability-test-"));

function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: "inherit", env, ...options });
    for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => child.kill(signal));
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
}

/** A suite that broke before it could report counts as one failure, so that it is never read as a pass. */
async function counted(code, file, read) {
  try {
    const counts = read(JSON.parse(await readFile(file, "utf8")));
    return { passed: counts.passed, failed: code !== 0 && counts.failed === 0 ? 1 : counts.failed };
  } catch (error) {
    console.error(`No report of this suite: ${error.message}`);
    return { passed: 0, failed: 1 };
  }
}

async function vitest() {
  const file = join(reports, "vitest.json");
  const code = await run("vitest", [
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${file}`,
  ]);
  return counted(code, file, (report) => ({ passed: report.numPassedTests, failed: report.numFailedTests }));
}

async function playwright() {
  const file = join(reports, "playwright.json");
  const web = fileURLToPath(new URL("../apps/web", import.meta.url));
  const code = await run(join(web, "node_modules/.bin/playwright"), ["test", "--reporter=list,json"], {
    cwd: web,
    env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: file },
  });
  return counted(code, file, ({ stats }) => ({
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
  }));
}

// Database tests start the built server too; a build that fails fails their suites as well as the browser's.
const isBuilt = (await run("turbo", ["run", "build", "--output-logs=errors-only"])) === 0;
const results = [await vitest(), isBuilt ? await playwright() : { passed: 0, failed: 1 }];
await rm(reports, { recursive: true, force: true });
const passed = results.reduce((sum, result) => sum + result.passed, 0);
const failed = results.reduce((sum, result) => sum + result.failed, 0);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
