/** True when the database refused a write by the named constraint. */
export function violates(error: unknown, constraint: string): boolean {
  // Drizzle wraps the driver's error, which carries the name.
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ("constraint_name" in cause && cause.constraint_name === constraint) return true;
  }
  return false;
}
