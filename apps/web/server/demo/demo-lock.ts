import type { Database } from "@availability/db";

// Any constant serves, as long as no other use of advisory locks here takes the same one.
const demoLock = 7_318_204_412;

/** Runs `work` while no other process on this database is in here; a killed process gives the lock back. */
export async function underDemoLock<T>({ sql }: Database, work: () => Promise<T>): Promise<T> {
  const connection = await sql.reserve();
  try {
    // The pool's sessions give up on a lock sooner than another process needs to fill the demo.
    await connection`select set_config('lock_timeout', '120s', false), set_config('statement_timeout', '120s', false)`;
    await connection`select pg_advisory_lock(${demoLock})`;
    return await work();
  } finally {
    await connection`select pg_advisory_unlock(${demoLock})`;
    await connection`reset lock_timeout`;
    await connection`reset statement_timeout`;
    connection.release();
  }
}
