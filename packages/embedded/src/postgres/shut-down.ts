import { setTimeout as pause } from "node:timers/promises";
import { EmbeddedPostgresError, errorCode } from "./error.ts";
import { isAlive, type Postmaster } from "./postmaster.ts";

// https://www.postgresql.org/docs/18/server-shutdown.html: fast ends sessions and writes a checkpoint, immediate
// leaves recovery to the next start, as a crash does.
const steps = [
  { signal: "SIGINT", name: "fast", patienceMs: 10_000 },
  { signal: "SIGQUIT", name: "immediate", patienceMs: 6_000 },
  { signal: "SIGKILL", name: "kill", patienceMs: 5_000 },
] as const;

/** Shuts a server down, first gently and then by force, and returns once it is gone. Bounded by some twenty seconds. */
export async function shutDown(postmaster: Postmaster, log: (line: string) => void): Promise<void> {
  for (const { signal, name, patienceMs } of steps) {
    if (signal !== "SIGINT")
      log(`the database server ${postmaster.pid} did not stop; next: ${name} shutdown`);
    send(postmaster, signal);
    if (await gone(postmaster, patienceMs)) return;
  }
  throw new EmbeddedPostgresError(
    `The database server ${postmaster.pid} cannot be stopped; it may be waiting for a disk.`,
  );
}

/** Asks a server to stop without waiting for it. */
export function send(postmaster: Postmaster, signal: NodeJS.Signals): void {
  if (!isAlive(postmaster)) return;
  try {
    process.kill(postmaster.pid, signal);
  } catch (error) {
    if (errorCode(error) !== "ESRCH") throw error;
  }
}

/** Waits until the server has gone, at most so long; whether it has. */
async function gone(postmaster: Postmaster, patienceMs: number): Promise<boolean> {
  const deadline = performance.now() + patienceMs;
  while (isAlive(postmaster)) {
    if (performance.now() > deadline) return false;
    await pause(20);
  }
  return true;
}
