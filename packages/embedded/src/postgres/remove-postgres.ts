import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { resolve } from "node:path";
import { withLock } from "./lock.ts";
import { lockOf, prepareDataDir } from "./place.ts";
import { livePostmaster } from "./postmaster.ts";
import { shutDown } from "./shut-down.ts";
import { readState } from "./state.ts";

/** Stops the server of this data directory, whoever started it, and deletes the directory and the database for good. */
export async function removePostgres(options: {
  dataDir: string;
  log: (line: string) => void;
}): Promise<void> {
  if (!existsSync(options.dataDir)) return;
  const dataDir = await prepareDataDir(options.dataDir);
  await withLock(lockOf(dataDir), options.log, async () => {
    const state = await readState(dataDir);
    if (state?.dataDir !== dataDir) return; // never started here, or a copy of a directory whose database lives on
    const cluster = resolve(dataDir, state.cluster);
    const running = livePostmaster(cluster);
    if (running !== null) await shutDown(running, options.log);
    await rm(cluster, { recursive: true, force: true, maxRetries: 10 });
  });
  await rm(dataDir, { recursive: true, force: true, maxRetries: 10 });
}
