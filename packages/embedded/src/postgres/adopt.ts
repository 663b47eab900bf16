import { setTimeout as pause } from "node:timers/promises";
import { answers, urlOf } from "./connect.ts";
import { EmbeddedPostgresError } from "./error.ts";
import type { Server } from "./launch.ts";
import type { Place } from "./place.ts";
import { livePostmaster, readPidFile } from "./postmaster.ts";

const patienceMs = 300_000; // a server that replays its journal after a crash may take minutes

/** The server that already runs on this cluster, once it answers; null when none does, or when it was just stopping. */
export async function adopt(place: Place, log: (line: string) => void): Promise<Server | null> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const postmaster = livePostmaster(place.cluster);
    if (postmaster === null) return null;
    const noted = readPidFile(place.cluster);
    if (noted?.status === "ready" && (await answers(urlOf(place.state.password, noted.port, "postgres")))) {
      log(`using the database server that already runs (process ${postmaster.pid}, port ${noted.port})`);
      return { postmaster, port: noted.port, child: null };
    }
    if (performance.now() > deadline) {
      throw new EmbeddedPostgresError(
        `The database server ${postmaster.pid} of ${place.cluster} runs but does not answer; stop it with: kill -QUIT ${postmaster.pid}`,
      );
    }
    await pause(50);
  }
}
