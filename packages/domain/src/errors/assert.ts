/** Throws when `condition` is false; `why` says what the code relied on. */
export function assert(condition: unknown, why: string): asserts condition {
  if (!condition) throw new Error(`Assertion failed: ${why}`);
}

/** Returns `value`, or throws when it is null or undefined; `why` says what the code relied on. */
export function must<T>(value: T | null | undefined, why: string): T {
  if (value === null || value === undefined) throw new Error(`Assertion failed: ${why}`);
  return value;
}

/** The end of a `switch` over a union: does not compile when a case is missing, throws if one appears at run time. */
export function unreachable(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
