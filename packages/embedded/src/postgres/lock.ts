import { randomUUID } from "node:crypto";
import { link, readFile, rename, rm, writeFile } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { EmbeddedPostgresError, errorCode } from "./error.ts";
import { processMark } from "./process-info.ts";

const patienceMs = 180_000; // longer than a first start on a slow disk

/**
 * Runs `work` while this process alone holds the lock file. A lock whose owner no longer runs is taken over.
 * Should two processes still meet (both take over in the same instant), Postgres' own postmaster.pid keeps them apart.
 */
export async function withLock<T>(
  path: string,
  log: (line: string) => void,
  work: () => Promise<T>,
): Promise<T> {
  const mine = `${process.pid} ${processMark(process.pid)} ${randomUUID()}`;
  await acquire(path, mine, log);
  try {
    return await work();
  } finally {
    if ((await contentOf(path)) === mine) await rm(path, { force: true });
  }
}

async function acquire(path: string, mine: string, log: (line: string) => void): Promise<void> {
  const deadline = performance.now() + patienceMs;
  let told = false;
  while (!(await create(path, mine))) {
    const owner = await contentOf(path);
    if (owner === null) continue;
    if (!runs(owner)) {
      await takeAway(path, owner);
      continue;
    }
    if (!told)
      log(`waiting for process ${owner.split(" ")[0]}, which is starting or stopping the same database`);
    told = true;
    if (performance.now() > deadline) throw heldTooLong(path, owner);
    await pause(50);
  }
}

// Linked into place, so that a lock is never seen without its owner written in it.
async function create(path: string, content: string): Promise<boolean> {
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, content, { mode: 0o644 });
  try {
    await link(draft, path).catch((error) => createPlainly(path, content, error));
    return true;
  } catch (error) {
    if (errorCode(error) === "EEXIST") return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

// File systems without hard links: some shared folders of virtual machines, exFAT.
async function createPlainly(path: string, content: string, error: unknown): Promise<void> {
  if (!["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS"].includes(errorCode(error) ?? "")) throw error;
  await writeFile(path, content, { flag: "wx", mode: 0o644 });
}

async function takeAway(path: string, owner: string): Promise<void> {
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
    const taken = await contentOf(aside);
    if (taken !== null && taken !== owner) await create(path, taken); // a live owner came first: give it back
  } catch (error) {
    if (errorCode(error) !== "ENOENT") throw error;
  } finally {
    await rm(aside, { force: true });
  }
}

function runs(owner: string): boolean {
  const [pid, mark] = owner.split(" ");
  return processMark(Number(pid)) === mark;
}

async function contentOf(path: string): Promise<string | null> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (errorCode(error) === "ENOENT") return null;
    throw error;
  }
}

function heldTooLong(path: string, owner: string): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    `Process ${owner.split(" ")[0]} has held ${path} for ${patienceMs / 1000} seconds; stop that process and start again.`,
  );
}
