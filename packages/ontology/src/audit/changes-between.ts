type Changes = { before: Record<string, unknown>; after: Record<string, unknown> };

const bookkeeping = ["version", "createdAt", "updatedAt"];

/** The fields in which two states of one thing differ, as they were and as they are. */
export function changesBetween<T extends object>(before: T, after: T): Changes {
  const previous = new Map(Object.entries(before));
  const changed = Object.entries(after).filter(
    ([name, value]) => !bookkeeping.includes(name) && !isSame(previous.get(name), value),
  );
  return {
    before: Object.fromEntries(changed.map(([name]) => [name, previous.get(name) ?? null])),
    after: Object.fromEntries(changed),
  };
}

/** As JSON, which is how they are kept. */
function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
