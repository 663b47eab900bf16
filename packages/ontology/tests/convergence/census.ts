/** Counts what happened in a run, by kind. */
export type Census = { add(kind: string, count?: number): void; toString(): string };

export function createCensus(): Census {
  const counts = new Map<string, number>();
  return {
    add: (kind, count = 1) => counts.set(kind, (counts.get(kind) ?? 0) + count),
    toString: () =>
      [...counts]
        .map(([kind, count]) => `${kind} ${count}`)
        .sort()
        .join(", "),
  };
}
