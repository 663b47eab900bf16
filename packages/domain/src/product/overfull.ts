type Occupied = { start: number; end: number };

/**
 * When more of the claims than `capacity` overlap: merged stretches, epoch ms, ascending. Empty when the claims fit. What
 * ends where another begins does not overlap it.
 */
export function overfullStretches(
  claims: readonly Occupied[],
  capacity: number,
): { start: number; end: number }[] {
  const edges = claims.flatMap(({ start, end }) => [
    { at: start, by: 1 },
    { at: end, by: -1 },
  ]);
  edges.sort((a, b) => a.at - b.at || a.by - b.by);
  const stretches: { start: number; end: number }[] = [];
  let occupied = 0;
  for (const { at, by } of edges) {
    const wasOver = occupied > capacity;
    occupied += by;
    const isOver = occupied > capacity;
    const last = stretches.at(-1);
    if (!wasOver && isOver) {
      if (last?.end === at) last.end = Number.POSITIVE_INFINITY;
      else stretches.push({ start: at, end: Number.POSITIVE_INFINITY });
    } else if (wasOver && !isOver && last) last.end = at;
  }
  return stretches;
}
