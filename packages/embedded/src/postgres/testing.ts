// What the tests of this folder share: data directories that are removed afterwards, processes that hold a server.
import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import postgres from "postgres";
import { onTestFinished, vi } from "vitest";
import { removePostgres, startPostgres } from "./index.ts";
import type { PostgresOptions } from "./start-postgres.ts";

// A first start takes a second, and many when all of a small machine is busy with other tests.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const holder = fileURLToPath(new URL("./holder.fixture.ts", import.meta.url));

/** A data directory (not yet made) below a directory of the given mode. Server and files go when the test ends. */
export async function temporaryDataDir(parentMode = 0o755): Promise<string> {
  const parent = join(tmpdir(), `embedded-postgres-${randomUUID()}`);
  await mkdir(parent, { mode: parentMode });
  const dataDir = join(parent, "postgres");
  onTestFinished(async () => {
    await removePostgres({ dataDir, log: () => undefined });
    await rm(parent, { recursive: true, force: true });
  });
  return dataDir;
}

/** Starts a throw-away database in this process and collects what it logs. */
export async function start(dataDir: string, options: Partial<PostgresOptions> = {}) {
  const lines: string[] = [];
  const log = (line: string) => void lines.push(line);
  const server = await startPostgres({ dataDir, database: "app", durable: false, log, ...options });
  return { ...server, dataDir, lines };
}

export interface Held {
  url: string;
  adopted: boolean;
  cluster: string;
  uid: number;
}

/** Starts the database from a process of its own. */
export function hold(
  dataDir: string,
  options: { mode?: "stay" | "leave"; as?: { uid: number; gid: number } } = {},
) {
  const child = spawn(process.execPath, ["--import", "tsx", holder, dataDir, options.mode ?? "stay"], {
    ...options.as,
    cwd: fileURLToPath(new URL("../..", import.meta.url)),
    env: { PATH: "/usr/bin:/bin", HOME: tmpdir() },
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  return { child, held: firstLine(child) };
}

/** Runs one statement on a connection of its own. */
export async function query(url: string, statement: string): Promise<postgres.Row[]> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    return await sql.unsafe(statement);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** Waits for a condition that another process brings about; fails after half a minute. */
export async function until(condition: () => boolean): Promise<void> {
  const deadline = performance.now() + 30_000;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error(`still waiting for: ${condition}`);
    await pause(20);
  }
}

/** The entries of a directory, none when it does not exist. */
export function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

async function firstLine(child: ChildProcess): Promise<Held> {
  if (child.stdout === null || child.stderr === null) throw new Error("the holder has no pipes");
  let complaints = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    complaints += text;
  });
  const line = once(createInterface(child.stdout), "line").then(([text]) => String(text));
  const end = once(child, "exit").then(() => Promise.reject(new Error(`the holder ended: ${complaints}`)));
  end.catch(() => undefined); // of interest only while the line is awaited
  return JSON.parse(await Promise.race([line, end]));
}
