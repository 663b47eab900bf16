import { type ChildProcess, spawn } from "node:child_process";
import { closeSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import type { Binaries } from "./binaries.ts";
import { cannotRun } from "./cluster.ts";
import { answers, urlOf } from "./connect.ts";
import { EmbeddedPostgresError } from "./error.ts";
import { spawnOptions } from "./identity.ts";
import type { Place } from "./place.ts";
import { freePort, portIsFree } from "./port.ts";
import { disownReusedPid, isAlive, type Postmaster, readPidFile } from "./postmaster.ts";
import { processMark } from "./process-info.ts";
import { lastWords, logOf, openServerLog } from "./server-log.ts";
import { shutDown } from "./shut-down.ts";

/** A running server. `child` is null when another process started it. */
export interface Server {
  postmaster: Postmaster;
  port: number;
  child: ChildProcess | null;
}

export interface LaunchOptions {
  log: (line: string) => void;
  port?: number | undefined;
  durable: boolean;
  settings: Record<string, string>;
}

const recoveryPatienceMs = 600_000;
const leftoverPatienceMs = 30_000;

/** Starts the server of the cluster and returns once it answers, after crash recovery if that was needed. */
export async function launch(place: Place, binaries: Binaries, options: LaunchOptions): Promise<Server> {
  const deadline = performance.now() + leftoverPatienceMs;
  let port = await choosePort(place, options.port);
  for (;;) {
    await disownReusedPid(place.cluster);
    const child = await spawnServer(place, binaries, port, options);
    const postmaster = await untilReady(child, place, port, options.log);
    if (postmaster !== null) return { postmaster, port, child };
    const log = logOf(place.dataDir);
    // Backends of a killed server hold its shared memory until they notice: a moment, unless they are busy.
    const leftover = /pre-existing shared memory block|lock file .* already exists/.test(log);
    const portTaken = log.includes("Address already in use") && options.port === undefined;
    if ((!leftover && !portTaken) || performance.now() > deadline) throw failed(place);
    if (portTaken) port = await freePort();
    else await pause(250);
  }
}

async function choosePort(place: Place, wanted: number | undefined): Promise<number> {
  if (wanted === undefined) {
    const last = place.state.port;
    return last !== null && (await portIsFree(last)) ? last : await freePort();
  }
  if (await portIsFree(wanted)) return wanted;
  throw new EmbeddedPostgresError(
    `Port ${wanted} on 127.0.0.1 is taken; stop what listens there, or choose another port.`,
  );
}

async function spawnServer(place: Place, binaries: Binaries, port: number, options: LaunchOptions) {
  const settings = { ...serverSettings(port, options.durable), ...options.settings };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const output = openServerLog(place.dataDir);
  try {
    // Detached: in a session of its own, where the terminal's Ctrl-C does not reach it before we say so.
    const stdio = ["ignore" as const, output, output];
    const child = spawn(binaries.postgres, ["-D", place.cluster, ...flags], {
      ...spawnOptions(place.identity),
      detached: true,
      stdio,
    });
    await spawned(child, binaries.postgres);
    child.unref();
    return child;
  } finally {
    closeSync(output);
  }
}

function spawned(child: ChildProcess, program: string): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once("spawn", resolve);
    child.once("error", (error) => reject(cannotRun(program, error)));
  });
}

function serverSettings(port: number, durable: boolean): Record<string, string> {
  const always = {
    listen_addresses: "127.0.0.1",
    port: String(port),
    unix_socket_directories: "",
    timezone: "UTC",
    log_timezone: "UTC",
    // Whoever sent a failing statement gets its error; in the log it would repeat people's data, and grow.
    log_min_messages: "log",
    log_checkpoints: "off",
  };
  return durable ? always : { ...always, fsync: "off", synchronous_commit: "off", full_page_writes: "off" };
}

/** The server once it answers, or null when it ended instead. Until then it goes down with this process. */
async function untilReady(child: ChildProcess, place: Place, port: number, log: (line: string) => void) {
  const pid = child.pid;
  const mark = pid === undefined ? null : processMark(pid);
  if (pid === undefined || mark === null) return null;
  const postmaster: Postmaster = { pid, mark };
  const stopWithUs = () => child.kill("SIGINT");
  process.once("exit", stopWithUs);
  try {
    return (await answersInTime(postmaster, place, port, log)) ? postmaster : null;
  } catch (error) {
    await shutDown(postmaster, log);
    throw error;
  } finally {
    process.off("exit", stopWithUs);
  }
}

async function answersInTime(
  postmaster: Postmaster,
  place: Place,
  port: number,
  log: (line: string) => void,
) {
  const began = performance.now();
  let nextWord = began + 5_000;
  while (isAlive(postmaster)) {
    const noted = readPidFile(place.cluster);
    const ready = noted?.pid === postmaster.pid && noted.status === "ready";
    if (ready && (await answers(urlOf(place.state.password, port, "postgres")))) return true;
    if (performance.now() > nextWord) {
      log("the database is still starting; after a crash it first replays its journal");
      nextWord = Number.POSITIVE_INFINITY;
    }
    if (performance.now() > began + recoveryPatienceMs) throw failed(place);
    await pause(20);
  }
  return false;
}

function failed(place: Place): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    `The database in ${place.cluster} did not start: ${lastWords(place.dataDir)}; see ${place.dataDir}/server.log, or set DATABASE_URL.`,
  );
}
