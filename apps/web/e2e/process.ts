import { type ChildProcess, spawn } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "@playwright/test";

const webRoot = fileURLToPath(new URL("..", import.meta.url));

export type ServerProcess = { pid: number; child: ChildProcess; output(): string; exit: Promise<number> };

/** Starts the production server without waiting; `exit` is its code, 128 + 9 after kill -9. */
export function spawnServer(env: Record<string, string>): ServerProcess {
  const { PATH = "", HOME = tmpdir(), TMPDIR = tmpdir() } = process.env;
  const child = spawn(process.execPath, ["--import", "tsx", "server/main.ts", "--with-parent"], {
    cwd: webRoot,
    env: { PATH, HOME, TMPDIR, TZ: "UTC", NODE_ENV: "production", DEMO_DATA: "0", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  // "close" comes after the last output.
  const exit = new Promise<number>((resolve) => child.once("close", (code) => resolve(code ?? 137)));
  return { pid: child.pid ?? 0, child, output: () => output, exit };
}

/** Waits until the server answers that it is ready. */
export async function untilReady(server: ServerProcess, url: string): Promise<void> {
  const status = async () => {
    if (server.child.exitCode !== null) return `ended: ${server.output()}`;
    return fetch(`${url}/readyz`).then(
      (response) => response.status,
      () => "no answer",
    );
  };
  await expect.poll(status, { timeout: 60_000, intervals: [100] }).toBe(200);
}

/** Waits until no process of the data directory is left: the database's server among them. */
export async function untilNoProcess(dataDir: string): Promise<void> {
  await expect.poll(() => processesOf(dataDir), { timeout: 20_000, intervals: [100] }).toEqual([]);
}

/** The command lines that name `dataDir` (Linux: /proc). */
export async function processesOf(dataDir: string): Promise<string[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(
    // A process that ends meanwhile is none.
    pids.map((pid) => readFile(path.join("/proc", pid, "cmdline"), "utf8").catch(() => "")),
  );
  return lines.map((line) => line.replaceAll("\0", " ").trim()).filter((line) => line.includes(dataDir));
}

/** Takes a free port of 127.0.0.1 and keeps it. */
export function holdPort(): Promise<{ port: number; server: Server }> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve({ port: typeof address === "object" && address ? address.port : 0, server });
    });
  });
}

/** A port that is free now. */
export async function freePort(): Promise<number> {
  const { port, server } = await holdPort();
  await new Promise((resolve) => server.close(resolve));
  return port;
}
