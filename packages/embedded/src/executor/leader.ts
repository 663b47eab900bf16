import { setTimeout as delay } from "node:timers/promises";
import postgres from "postgres";
import type { Log } from "./types.ts";
import type { Worker } from "./worker.ts";

export type LeaderOptions = {
  databaseUrl: string;
  /** Names the lock: one leader per database and name. */
  name: string;
  standbyPollMs: number;
  log: Log;
  /** Starts the work of a leader. */
  lead(): Promise<Worker>;
};

export type Leadership = {
  isLeader(): boolean;
  /** Resolves after the first try, whoever leads; rejects when the database cannot be reached. */
  firstTry: Promise<void>;
  stop(): Promise<void>;
};

/**
 * Competes for a session advisory lock on a connection of its own. Whoever holds it leads; when that connection ends,
 * so does the lock, and the worker is stopped at once and competes anew.
 */
export function competeForLeadership(options: LeaderOptions): Leadership {
  const stopping = new AbortController();
  const stopped = aborted(stopping.signal);
  let leading = false;

  async function waitAndLead(session: LockSession, onTried: () => void): Promise<void> {
    while (!(await session.tryLock())) {
      onTried();
      await pause(options.standbyPollMs, stopping.signal);
      if (stopping.signal.aborted) return;
    }
    const worker = await options.lead();
    leading = true;
    options.log.info({}, "leading the job executor");
    onTried();
    try {
      await Promise.race([session.lost, worker.ended, stopped]);
    } finally {
      leading = false;
      await worker.stop();
    }
    if (!stopping.signal.aborted) options.log.error({}, "lost the lead of the job executor; competing again");
  }

  async function compete(onTried: () => void, onFailed: (error: unknown) => void): Promise<void> {
    while (!stopping.signal.aborted) {
      const session = openLockSession(options.databaseUrl, options.name);
      try {
        await waitAndLead(session, onTried);
      } catch (error) {
        onFailed(error);
        options.log.error({ err: error }, "cannot lead the job executor; trying again");
        await pause(options.standbyPollMs, stopping.signal);
      } finally {
        await session.end();
      }
    }
  }

  let finished = Promise.resolve();
  const firstTry = new Promise<void>((resolve, reject) => {
    finished = compete(resolve, reject);
  });

  return {
    isLeader: () => leading,
    firstTry,
    async stop() {
      stopping.abort();
      await finished;
    },
  };
}

type LockSession = {
  tryLock(): Promise<boolean>;
  /** Resolves when the connection, and with it the lock, is gone. */
  lost: Promise<void>;
  end(): Promise<void>;
};

function openLockSession(databaseUrl: string, name: string): LockSession {
  let connectionLost: () => void;
  const lost = new Promise<void>((resolve) => {
    connectionLost = resolve;
  });
  const sql = postgres(databaseUrl, {
    max: 1,
    // postgres.js renews a connection after a while; the lock would go with it
    max_lifetime: null,
    connection: { application_name: `${name} leader` },
    onclose: () => connectionLost(),
  });
  return {
    lost,
    async tryLock() {
      const [row] = await sql<{ held: boolean }[]>`
        select pg_try_advisory_lock(hashtextextended(${`leader ${name}`}, 0)) as held`;
      return row?.held ?? false;
    },
    end: () => sql.end({ timeout: 5 }),
  };
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await delay(ms, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
