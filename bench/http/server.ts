import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, open, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const webRoot = fileURLToPath(new URL("../../apps/web", import.meta.url));
const startMs = 90_000;
const stopMs = 20_000;

export type RunningServer = { url: string; [Symbol.asyncDispose](): Promise<void> };

/**
 * Starts the production server as a process of its own on a free port, on the database at `databaseUrl`, with these variables and
 * without any setting of the caller's shell. It logs to a file, as it would in production. Throws with that log when it does not start.
 */
export async function startServer(
  databaseUrl: string,
  variables: Record<string, string> = {},
): Promise<RunningServer> {
  const dataDir = await mkdtemp(path.join(tmpdir(), "availability-bench-web-"));
  const logFile = path.join(dataDir, "server.log");
  const log = await open(logFile, "w");
  const port = await freePort();
  const child = spawn(process.execPath, ["--import", "tsx", "server/main.ts", "--with-parent"], {
    cwd: webRoot,
    env: {
      TZ: "UTC",
      NODE_ENV: "production",
      PORT: String(port),
      DATA_DIR: dataDir,
      DATABASE_URL: databaseUrl,
      DEMO_DATA: "0",
      // One key makes them all. High rather than off, so that what counting costs is measured, too.
      API_RATE_LIMIT_PER_MINUTE: "1000000",
      ...variables,
    },
    stdio: ["ignore", log.fd, log.fd],
  });
  await log.close();
  const stop = async () => {
    await end(child);
    await rm(dataDir, { recursive: true, force: true });
  };
  const url = `http://127.0.0.1:${port}`;
  try {
    await untilReady(url, child);
  } catch (error) {
    const words = await readFile(logFile, "utf8");
    await stop();
    throw new Error(`The server did not start:\n${words}`, { cause: error });
  }
  return { url, [Symbol.asyncDispose]: stop };
}

async function untilReady(url: string, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + startMs;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`It exited with code ${child.exitCode}`);
    const status = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5_000) }).then(
      (response) => response.status,
      () => null,
    );
    if (status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`It was not ready after ${startMs} ms`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), stopMs);
  await exited;
  clearTimeout(timer);
}

/** A port of this machine that nobody listens on now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      const port = typeof address === "object" && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
