import { randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { errorCode } from "./error.ts";
import { processMark } from "./process-info.ts";

/** One use of a running server. The last one to leave shuts the server down. */
export interface Registration {
  /** Ends the use; returns the ids of the processes that still use the server. Synchronous: it also runs at exit. */
  leave(): number[];
}

/** Notes in the data directory that this process uses the server. */
export function register(dataDir: string): Registration {
  const file = join(dataDir, `user-${process.pid}-${randomUUID()}`);
  writeFileSync(file, String(processMark(process.pid)), { mode: 0o644 });
  return {
    leave() {
      rmSync(file, { force: true });
      return existsSync(dataDir) ? liveUsers(dataDir) : [];
    },
  };
}

function liveUsers(dataDir: string): number[] {
  const names = readdirSync(dataDir).filter((name) => name.startsWith("user-"));
  return names.flatMap((name) => {
    const pid = Number(name.split("-")[1]);
    const file = join(dataDir, name);
    if (processMark(pid) === markIn(file)) return [pid];
    rmSync(file, { force: true }); // killed without a word
    return [];
  });
}

function markIn(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined; // left in this very moment
    throw error;
  }
}
