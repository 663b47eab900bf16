import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/**
 * A mark that tells this process from a later one with the same id, or null when no such process runs.
 * A zombie counts as gone: in a container whose first process reaps nothing it would otherwise live for ever.
 */
export function processMark(pid: number): string | null {
  return process.platform === "linux" ? linuxMark(pid) : psMark(pid);
}

/** The program and arguments of a process as one text, arguments parted by NUL on Linux and by a space elsewhere. */
export function commandLine(pid: number): string {
  if (process.platform !== "linux") return ps(pid, "command=");
  return readProc(pid, "cmdline") ?? "";
}

// proc(5): after the name in brackets come the state and, 19 fields on, the start time in clock ticks since boot.
function linuxMark(pid: number): string | null {
  const stat = readProc(pid, "stat");
  if (stat === null) return null;
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return fields[0] === "Z" || fields[0] === "X" ? null : (fields[19] ?? null);
}

function psMark(pid: number): string | null {
  const [state, ...start] = ps(pid, "state=,lstart=").split(/\s+/);
  return state === undefined || state === "" || state.startsWith("Z") ? null : start.join(" ");
}

function readProc(pid: number, file: string): string | null {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return null; // the process is gone, which is the answer
  }
}

function ps(pid: number, format: string): string {
  return spawnSync("/bin/ps", ["-o", format, "-p", String(pid)], { encoding: "utf8" }).stdout.trim();
}
