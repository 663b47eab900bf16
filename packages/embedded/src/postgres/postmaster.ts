import { readFileSync, readlinkSync, realpathSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { errorCode } from "./error.ts";
import { commandLine, processMark } from "./process-info.ts";

/** A running server, told apart from any later process with the same id by `mark`. */
export interface Postmaster {
  pid: number;
  mark: string;
}

/** What postmaster.pid says: https://www.postgresql.org/docs/18/storage-file-layout.html and miscadmin/pidfile.h. */
export interface PidFile {
  pid: number;
  port: number;
  status: "starting" | "stopping" | "ready" | "standby" | "unknown";
}

/** The cluster's postmaster.pid, or null when there is none (or not yet all of it). */
export function readPidFile(cluster: string): PidFile | null {
  try {
    return parsePidFile(readFileSync(join(cluster, "postmaster.pid"), "utf8"));
  } catch (error) {
    if (errorCode(error) === "ENOENT") return null;
    throw error;
  }
}

/** Lines: 1 process id, 4 port, 8 status. */
export function parsePidFile(text: string): PidFile | null {
  const lines = text.split("\n").map((line) => line.trim());
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  if (!Number.isInteger(pid) || pid <= 0) return null;
  const status = (["starting", "stopping", "ready", "standby"] as const).find((known) => known === lines[7]);
  return { pid, port: Number.isInteger(port) ? port : 0, status: status ?? "unknown" };
}

/** The live server of this cluster, or null. A process that merely got the noted id is not one. */
export function livePostmaster(cluster: string): Postmaster | null {
  const noted = readPidFile(cluster);
  if (noted === null) return null;
  const mark = processMark(noted.pid);
  return mark !== null && serves(noted.pid, cluster) ? { pid: noted.pid, mark } : null;
}

/** Whether that very process still runs. */
export function isAlive(postmaster: Postmaster): boolean {
  return processMark(postmaster.pid) === postmaster.mark;
}

/**
 * Postgres refuses to start while the noted id belongs to some live process, and clears the file itself when it does
 * not. So when a stranger got the id, a number no process can have is noted instead of deleting the file: that
 * keeps Postgres' own check for backends of the dead server which still hold its shared memory.
 */
export async function disownReusedPid(cluster: string): Promise<void> {
  const noted = readPidFile(cluster);
  if (noted === null || processMark(noted.pid) === null || livePostmaster(cluster) !== null) return;
  const file = join(cluster, "postmaster.pid");
  const [, ...rest] = readFileSync(file, "utf8").split("\n");
  await writeFile(file, ["2147483646", ...rest].join("\n"));
}

function serves(pid: number, cluster: string): boolean {
  const command = commandLine(pid);
  if (!/(^|\/)postgres([\0 ]|$)/.test(command)) return false;
  return workingDirectory(pid) === cluster || command.split(/[\0 ]/).includes(cluster);
}

// Right after a rename of the cluster the command line is out of date but the directory is not.
function workingDirectory(pid: number): string | null {
  try {
    return process.platform === "linux" ? realpathSync(readlinkSync(`/proc/${pid}/cwd`)) : null;
  } catch {
    return null; // hidden from us, or gone: the command line decides
  }
}
