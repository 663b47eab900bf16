import { existsSync } from "node:fs";
import { adopt } from "./adopt.ts";
import { usableBinaries } from "./binaries.ts";
import { ensureCluster } from "./cluster.ts";
import { ensureDatabase, urlOf } from "./connect.ts";
import { launch, type Server } from "./launch.ts";
import { withLock } from "./lock.ts";
import { findPlace, lockOf, type Place, prepareDataDir } from "./place.ts";
import { isAlive, livePostmaster } from "./postmaster.ts";
import { lastWords } from "./server-log.ts";
import { shutDown } from "./shut-down.ts";
import { writeState } from "./state.ts";
import { type Use, useServer } from "./users.ts";

export interface PostgresOptions {
  /** Holds the database and what is remembered of it; made when missing. */
  dataDir: string;
  /** The database to make on the server unless it exists. */
  database: string;
  /** Receives what a person at the terminal should know, a sentence at a time. */
  log: (line: string) => void;
  /** A fixed port; otherwise a free one is chosen and kept. */
  port?: number;
  /** False for throw-away databases: nothing is flushed to disk. Default true. */
  durable?: boolean;
  /** Further server settings, as in postgresql.conf. */
  settings?: Record<string, string>;
}

export interface PostgresExit {
  /** True after `stop()`; false when the server ended under us. */
  expected: boolean;
  reason: string;
}

export interface EmbeddedPostgres {
  /** For user `postgres` (superuser) with the generated password, on 127.0.0.1. */
  url: string;
  port: number;
  /** Whether the server was already running. */
  adopted: boolean;
  /** Where the cluster lies: in `dataDir`, or at a system path when the server's user cannot work there. */
  cluster: string;
  exited: Promise<PostgresExit>;
  /** Shuts the server down, unless another process uses it too; then that one does when it leaves. */
  stop(): Promise<void>;
}

/**
 * Starts the Postgres of this data directory, or adopts the one that runs, and returns once it answers. When this
 * process exits without `stop()`, the server is told to stop; when it is killed, the next start adopts the server.
 * Throws EmbeddedPostgresError with the cause and the fix.
 */
export async function startPostgres(options: PostgresOptions): Promise<EmbeddedPostgres> {
  const dataDir = await prepareDataDir(options.dataDir);
  return await withLock(lockOf(dataDir), options.log, async () => {
    const place = await findPlace(dataDir, options.log);
    const server = (await adopt(place, options.log)) ?? (await start(place, options));
    const use = useServer(dataDir, server.postmaster);
    try {
      if (place.state.port !== server.port) await writeState(dataDir, { ...place.state, port: server.port });
      await ensureDatabase(urlOf(place.state.password, server.port, "postgres"), options.database);
    } catch (error) {
      if (use.end().length === 0) await shutDown(server.postmaster, options.log);
      throw error;
    }
    return handleOf(server, place, use, options);
  });
}

async function start(place: Place, options: PostgresOptions): Promise<Server> {
  const { log, port, durable = true, settings = {} } = options;
  const binaries = await usableBinaries(place.identity, place.dataDir, log);
  await ensureCluster(place, binaries, durable);
  return await launch(place, binaries, { log, port, durable, settings });
}

function handleOf(server: Server, place: Place, use: Use, options: PostgresOptions): EmbeddedPostgres {
  let stopped: Promise<void> | undefined;
  const leave = async () => {
    const others = use.end();
    if (others.length > 0) options.log(`the database server keeps running for process ${others.join(", ")}`);
    // Ours may have died and been started anew by somebody who left before us: the last one out stops what runs.
    else await shutDown(livePostmaster(place.cluster) ?? server.postmaster, options.log);
  };
  const stop = () =>
    existsSync(place.dataDir) ? withLock(lockOf(place.dataDir), options.log, leave) : leave();

  return {
    url: urlOf(place.state.password, server.port, options.database),
    port: server.port,
    adopted: server.child === null,
    cluster: place.cluster,
    exited: end(server).then((how) => ({
      expected: stopped !== undefined,
      reason: `the database server ${server.postmaster.pid} ended (${how}): ${lastWords(place.dataDir)}`,
    })),
    stop() {
      stopped ??= stop();
      return stopped;
    },
  };
}

/** Resolves once the server has ended. Only our own child reports it; an adopted server is looked at twice a second. */
function end({ child, postmaster }: Server): Promise<string> {
  return new Promise((resolve) => {
    if (child !== null) {
      child.once("exit", (code, signal) => resolve(signal ?? `exit code ${code}`));
      if (child.signalCode !== null) resolve(child.signalCode);
      if (child.exitCode !== null) resolve(`exit code ${child.exitCode}`);
      return;
    }
    const timer = setInterval(() => {
      if (isAlive(postmaster)) return;
      clearInterval(timer);
      resolve("not our child, so its exit code is unknown");
    }, 500);
    timer.unref();
  });
}
