type Occupied = { start: number; end: number; lane: number };

/**
 * The lowest `count` lanes of 1 … `capacity` that no claim occupies during `[start, end)` (epoch ms), or null when fewer
 * are free.
 */
export function chooseLanes(
  claims: readonly Occupied[],
  wanted: { start: number; end: number; capacity: number; count: number },
): number[] | null {
  const taken = new Set<number>();
  for (const claim of claims) {
    if (claim.start < wanted.end && claim.end > wanted.start) taken.add(claim.lane);
  }
  const lanes: number[] = [];
  for (let lane = 1; lane <= wanted.capacity && lanes.length < wanted.count; lane++) {
    if (!taken.has(lane)) lanes.push(lane);
  }
  return lanes.length === wanted.count ? lanes : null;
}
