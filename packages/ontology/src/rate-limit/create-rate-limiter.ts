import type { Database } from "@availability/db";
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { type Lease, leased } from "./lease.ts";

/** What became of one request; `resetSeconds` is when the window ends. */
export type Verdict = { isAllowed: boolean; remaining: number; resetSeconds: number };

export type RateLimiter = {
  /** How many requests one caller may make in each window. */
  limit: number;
  windowSeconds: number;
  /** Counts one request of the caller. Never rejects: while the store fails, this process counts by itself. */
  consume(caller: string): Promise<Verdict>;
};

export type RateLimiterOptions = {
  sql: Database["sql"];
  /** Tells the counters of several limiters apart. */
  name: string;
  limit: number;
  onFailure: (error: unknown) => void;
};

const windowSeconds = 60;

/**
 * A limiter whose counters all processes share, in the table rate_limits. It counts as many requests at once as come in a
 * second of the limit, so that a caller costs a process one write a second and not one a request; up to so many of the limit
 * may stay unused when several processes serve one caller.
 */
export function createRateLimiter(options: RateLimiterOptions): RateLimiter {
  const { limit, name } = options;
  const leaseSize = Math.max(1, Math.floor(limit / windowSeconds));
  const counter = { keyPrefix: name, points: limit, duration: windowSeconds };
  const store = new RateLimiterPostgres({
    ...counter,
    storeClient: clientOf(options),
    storeType: "client",
    tableName: "rate_limits",
    // The table is in our migrations, and a job of ours prunes it.
    tableCreated: true,
    clearExpiredByTimeout: false,
    // Whoever is over the limit is refused from memory until the window ends.
    inMemoryBlockOnConsumed: limit + 1,
    insuranceLimiter: new RateLimiterMemory(counter),
  });
  const take = async (caller: string): Promise<Lease> => {
    try {
      return toLease(await store.consume(caller, leaseSize), leaseSize);
    } catch (error) {
      if (error instanceof RateLimiterRes) return toLease(error, 0);
      throw error;
    }
  };
  return { limit, windowSeconds, consume: leased(take, Date.now) };
}

/** The library goes by the wall clock, and so do its leases. */
function toLease({ remainingPoints, msBeforeNext }: RateLimiterRes, left: number): Lease {
  const until = Date.now() + Math.max(msBeforeNext, 0);
  return { left, beyond: remainingPoints, until, isRefusal: left === 0 };
}

type Query = { text: string; values: (string | number | null)[] };

/** The one method of node-postgres that the library calls, on our own pool. */
function clientOf({ sql, onFailure }: RateLimiterOptions) {
  return {
    async query({ text, values }: Query) {
      try {
        const rows = await sql.unsafe(text, values, { prepare: true });
        return { rows: [...rows], rowCount: rows.count };
      } catch (error) {
        onFailure(error);
        throw error;
      }
    },
  };
}
