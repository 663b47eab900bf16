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

/**
 * A new lane for every claim of a region and for `count` new ones during `[start, end)`, so that none overlap: what
 * `chooseLanes` cannot find when free units are spread over lanes that are each taken for a part of the time. Null when
 * more than `capacity` units are wanted at some instant. `region` must hold every claim that overlaps another of it.
 */
export function repackLanes<Claim extends Occupied>(
  region: readonly Claim[],
  wanted: { start: number; end: number; capacity: number; count: number },
): { moved: Claim[]; lanes: number[] } | null {
  const units: { start: number; end: number; claim: Claim | null }[] = region.map((claim) => ({
    ...claim,
    claim,
  }));
  for (let unit = 0; unit < wanted.count; unit++)
    units.push({ start: wanted.start, end: wanted.end, claim: null });
  // Intervals taken in order of their start fit into as many lanes as ever overlap, each into the lowest that is free.
  units.sort((a, b) => a.start - b.start);
  const freeFrom: number[] = Array.from({ length: wanted.capacity }, () => Number.NEGATIVE_INFINITY);
  const moved: Claim[] = [];
  const lanes: number[] = [];
  for (const { start, end, claim } of units) {
    const index = freeFrom.findIndex((instant) => instant <= start);
    if (index < 0) return null;
    freeFrom[index] = end;
    if (!claim) lanes.push(index + 1);
    else if (claim.lane !== index + 1) moved.push({ ...claim, lane: index + 1 });
  }
  return { moved, lanes };
}
