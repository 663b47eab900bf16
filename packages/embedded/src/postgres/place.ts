import { createHash, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { access, constants, mkdir, realpath, rename } from "node:fs/promises";
import { join, resolve } from "node:path";
import { EmbeddedPostgresError, reasonOf } from "./error.ts";
import { type Identity, reaches, serverIdentity } from "./identity.ts";
import { livePostmaster } from "./postmaster.ts";
import { shutDown } from "./shut-down.ts";
import { newState, readState, type State, writeState } from "./state.ts";
import { systemDirectory, whyUnfit } from "./system-directory.ts";

/** Where a database lives, as whom it runs, and what is remembered of it. */
export interface Place {
  dataDir: string;
  cluster: string;
  identity: Identity;
  state: State;
}

/** Makes the data directory if need be, sees that we can write in it, and returns its real path. */
export async function prepareDataDir(dataDir: string): Promise<string> {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o711 });
    await access(dataDir, constants.W_OK | constants.X_OK);
    return await realpath(dataDir);
  } catch (error) {
    throw new EmbeddedPostgresError(
      `The database cannot be kept in ${dataDir} (${reasonOf(error)}); start as the user it belongs to, hand it over with chown -R, or choose another directory.`,
    );
  }
}

/** The file that a process holds while it starts or stops the database of this directory. */
export function lockOf(dataDir: string): string {
  return join(dataDir, "lock");
}

/**
 * Finds the place of the database of this data directory, or chooses one: the directory itself, or, when the server's
 * user cannot work there (below a 0700 home, on a file system without modes), a durable system path derived from it.
 * Deleting the data directory therefore always means a new, empty database. To be called while holding the lock.
 */
export async function findPlace(dataDir: string, log: (line: string) => void): Promise<Place> {
  const state = await readState(dataDir);
  const own = join(dataDir, "cluster");
  if (state === null && existsSync(own)) throw passwordLost(dataDir);
  const known = state === null || isCopy(state, dataDir) ? null : state;
  if (known !== null) {
    const cluster = resolve(dataDir, known.cluster);
    if (existsSync(cluster)) return existing(dataDir, cluster, known);
    if (known.port !== null) throw clusterLost(dataDir, cluster);
  }
  return await choose(dataDir, known, log);
}

async function choose(dataDir: string, known: State | null, log: (line: string) => void): Promise<Place> {
  const identity = serverIdentity(null);
  const unfit = await whyUnfit(dataDir, identity);
  const cluster = unfit === null ? "cluster" : await outside(dataDir, identity, log, unfit);
  const state = { ...(known ?? newState(dataDir, cluster)), dataDir, cluster };
  await writeState(dataDir, state);
  return { dataDir, cluster: resolve(dataDir, cluster), identity, state };
}

async function outside(
  dataDir: string,
  identity: Identity,
  log: (line: string) => void,
  unfit: string,
): Promise<string> {
  const key = createHash("sha256").update(dataDir).digest("hex").slice(0, 12);
  const name = dataDir
    .slice(1)
    .replace(/[^A-Za-z0-9]+/g, "-")
    .slice(-40);
  const cluster = join(await systemDirectory(identity), `${name}-${key}`);
  log(`${dataDir} cannot hold the database (${unfit}); it is kept in ${cluster}`);
  if (existsSync(cluster)) {
    const running = livePostmaster(cluster);
    if (running !== null) await shutDown(running, log);
    const aside = `${cluster}.unclaimed-${randomUUID()}`;
    await rename(cluster, aside);
    log(`an earlier database of a deleted ${dataDir} was there; it is now ${aside} and may be removed`);
  }
  return cluster;
}

function existing(dataDir: string, cluster: string, state: State): Place {
  const identity = serverIdentity(cluster);
  if (reaches(identity, cluster)) return { dataDir, cluster, identity, state };
  throw new EmbeddedPostgresError(
    `The database in ${cluster} cannot be opened as user id ${identity.uid}, because it belongs to another user or lies below a closed directory; start as the user who created it, or open it with chown or chmod.`,
  );
}

// The directory was copied, not moved, when the original still has its own state: the two must not share one cluster.
function isCopy(state: State, dataDir: string): boolean {
  const outsideDataDir = state.cluster !== "cluster";
  return outsideDataDir && state.dataDir !== dataDir && existsSync(join(state.dataDir, "state.json"));
}

function clusterLost(dataDir: string, cluster: string): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    `The database of ${dataDir} was in ${cluster} and is gone; bring it back, or delete ${join(dataDir, "state.json")} to start with an empty one.`,
  );
}

function passwordLost(dataDir: string): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    `${join(dataDir, "state.json")} is missing, and with it the password of the database beside it; restore it from a backup, or move ${dataDir} away to start with an empty database.`,
  );
}
