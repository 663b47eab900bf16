import { openSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { errorCode } from "./error.ts";

/**
 * Opens a new `server.log` in the data directory and keeps the last one as `server.log.1`. The server writes to a file
 * and not to a pipe, so that it outlives a parent that was killed.
 */
export function openServerLog(dataDir: string): number {
  const file = join(dataDir, "server.log");
  try {
    renameSync(file, `${file}.1`);
  } catch (error) {
    if (errorCode(error) !== "ENOENT") throw error;
  }
  return openSync(file, "ax", 0o640);
}

/** What the server wrote about its failure: its last FATAL or PANIC line with the hint after it, else its last line. */
export function lastWords(dataDir: string): string {
  const lines = logOf(dataDir).trimEnd().split("\n");
  const fatal = lines.findLastIndex((line) => /\b(FATAL|PANIC):/.test(line));
  const words = fatal < 0 ? lines.slice(-1) : lines.slice(fatal, fatal + 2);
  return words.map((line) => line.replace(/^.*?\b(FATAL|PANIC|LOG|HINT|DETAIL): +/, "").trim()).join("; ");
}

/** Everything the server wrote since it was started. */
export function logOf(dataDir: string): string {
  try {
    return readFileSync(join(dataDir, "server.log"), "utf8");
  } catch (error) {
    if (errorCode(error) === "ENOENT") return "";
    throw error;
  }
}
