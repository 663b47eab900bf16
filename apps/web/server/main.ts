import { type Config, ConfigError, loadConfig } from "./config.ts";
import { createLifecycle } from "./lifecycle.ts";
import { createLogger } from "./logger.ts";
import { StartError } from "./start-error.ts";
import { startSystem } from "./start-system.ts";

// The codes a shell gives to a process killed by these signals.
const signalCodes = { SIGINT: 130, SIGTERM: 143 } as const;

await main();

async function main(): Promise<void> {
  const config = readConfig();
  const logger = createLogger(config.logLevel);
  const lifecycle = createLifecycle(logger, (cause) => void end(1, cause));
  let isEnding = false;

  async function end(code: number, cause?: unknown): Promise<void> {
    if (isEnding) return;
    isEnding = true;
    if (cause) console.error(cause instanceof StartError ? `Cannot run: ${cause.message}` : cause);
    setTimeout(() => process.exit(code || 1), config.shutdownTimeoutMs).unref();
    await lifecycle.stopAll();
    process.exit(code);
  }

  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      // A second signal means: now.
      if (isEnding) process.exit(signalCodes[signal]);
      void end(0);
    });
  }

  if (process.argv.includes("--with-parent")) whenParentIsGone(() => void end(0));

  try {
    await startSystem({ config, logger, lifecycle, isDevelopment: process.argv.includes("--dev") });
  } catch (error) {
    await end(1, error);
  }
}

function readConfig(): Config {
  try {
    return loadConfig();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(error.message);
    return process.exit(1);
  }
}

/** scripts/start.mjs runs this process in a group of its own, so it has to notice by itself when that is killed. */
function whenParentIsGone(stop: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    stop();
  }, 500);
  timer.unref();
}
