/** True when the database refused a write by the named constraint. */
export function violates(error: unknown, constraint: string): boolean {
  // Drizzle wraps the driver's error, which carries the name.
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ("constraint_name" in cause && cause.constraint_name === constraint) return true;
  }
  return false;
}

/** True when Postgres ended a transaction so that others could go on: it may begin again. https://www.postgresql.org/docs/current/errcodes-appendix.html */
export function isEndedForOthers(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ("code" in cause && (cause.code === "40P01" || cause.code === "40001")) return true;
  }
  return false;
}

/** True when a lock was waited for longer than a session may: too many want the same at once. */
export function isTimeoutOfLock(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ("code" in cause && cause.code === "55P03") return true;
  }
  return false;
}
