import { randomUUID } from "node:crypto";
import { readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { removePostgres, startPostgres } from "@availability/embedded/postgres";

/** A database server for one test run. */
export interface TestServer {
  url: string;
  remove(): Promise<void>;
}

const prefix = "availability-test-";

/** Starts a server in a fresh temporary directory, after removing what killed test runs left behind. */
export async function startTestServer(log: (line: string) => void): Promise<TestServer> {
  await removeLeftovers(log);
  const dataDir = join(tmpdir(), `${prefix}${process.pid}-${randomUUID()}`);
  const remove = () => removePostgres({ dataDir, log });
  try {
    const settings = { max_connections: "300" };
    const server = await startPostgres({ dataDir, database: "postgres", log, durable: false, settings });
    return { url: server.url, remove: () => server.stop().then(remove) };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function removeLeftovers(log: (line: string) => void): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(prefix) || isRunning(Number.parseInt(name.slice(prefix.length), 10))) continue;
    await removePostgres({ dataDir: join(tmpdir(), name), log });
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return !(error instanceof Error && "code" in error && error.code === "ESRCH");
  }
}
