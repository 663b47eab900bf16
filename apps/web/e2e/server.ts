import { type ChildProcess, spawn } from "node:child_process";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const webRoot = fileURLToPath(new URL("..", import.meta.url));
const startMs = 90_000;
const stopMs = 20_000;

export type RunningServer = {
  url: string;
  dataDir: string;
  pid: number;
  /** All it has printed so far. */
  output(): string;
  /** Ends it like Ctrl-C does and removes its data. Throws when it does not end by itself. */
  stop(): Promise<void>;
};

/** Starts the production server as a process of its own, on free ports, with a data directory of its own. */
export async function startServer(env: Record<string, string> = {}): Promise<RunningServer> {
  const dataDir = await mkdtemp(path.join(tmpdir(), "availability-e2e-"));
  // The embedded Postgres may run under another user, which has to reach its files.
  await chmod(dataDir, 0o755);
  const port = await freePort();
  const child = spawn(process.execPath, ["--import", "tsx", "server/main.ts", "--with-parent"], {
    cwd: webRoot,
    env: { ...plainEnvironment(), PORT: String(port), DATA_DIR: dataDir, DEMO_DATA: "0", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  const url = `http://127.0.0.1:${port}`;
  const stop = async () => {
    await end(child, () => output);
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    await untilReady(url, child);
  } catch (error) {
    await stop();
    throw new Error(`The server did not start:\n${output}`, { cause: error });
  }
  return { url, dataDir, pid: child.pid ?? 0, output: () => output, stop };
}

/** What a process needs of its surroundings, without any setting of ours that the caller's shell happens to hold. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const { PATH = "", HOME = tmpdir(), TMPDIR = tmpdir() } = process.env;
  return { PATH, HOME, TMPDIR, TZ: "UTC", NODE_ENV: "production" };
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

async function end(child: ChildProcess, output: () => string): Promise<void> {
  if (child.exitCode !== null) return;
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill("SIGINT");
  const timer = setTimeout(() => child.kill("SIGKILL"), stopMs);
  await exited;
  clearTimeout(timer);
  if (child.signalCode === "SIGKILL") throw new Error(`The server did not stop by itself:\n${output()}`);
}

function freePort(): Promise<number> {
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
