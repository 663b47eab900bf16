import { randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { errorCode } from "./error.ts";
import type { Postmaster } from "./postmaster.ts";
import { processMark } from "./process-info.ts";
import { send } from "./shut-down.ts";

/** One use of a running server. */
export interface Use {
  /** Ends the use; returns the ids of the processes that still use the server: none means that it should stop now. */
  end(): number[];
}

/** Notes in the data directory that this process uses the server. Should it exit first, the last one tells it to stop. */
export function useServer(dataDir: string, postmaster: Postmaster): Use {
  const file = join(dataDir, `user-${process.pid}-${randomUUID()}`);
  writeFileSync(file, String(processMark(process.pid)), { mode: 0o644 });
  const others = () => {
    rmSync(file, { force: true });
    return existsSync(dataDir) ? liveUsers(dataDir) : [];
  };
  const atExit = () => {
    if (others().length === 0) send(postmaster, "SIGINT");
  };
  process.once("exit", atExit);
  return {
    end() {
      process.off("exit", atExit);
      return others();
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
