/** What the floor works on: everything already in plain numbers, open time merged. */
export type FloorInput = {
  /** Flat, ascending `[open, close, …]`, epoch ms. */
  open: Float64Array;
  /** Busy times in the order given to the engine; the one at `i` is `[starts[i], ends[i])`, epoch ms. */
  starts: Float64Array;
  ends: Float64Array;
  duration: number;
  step: number;
};

/** The same with busy times sorted and merged beforehand: flat `[start, end, …]`. */
export type BareInput = Pick<FloorInput, "open" | "duration" | "step"> & { busy: Float64Array };

export type FloorSlot = { start: number; end: number; remaining: number };

/**
 * A sweep written by hand for this one question: sort the busy times, merge them, pass them by the grid. No zones, no
 * checks, no exceptions, buffers, claims, notice or horizon.
 */
export function floorSlots(input: FloorInput): FloorSlot[] {
  return bareSlots({ ...input, busy: mergeBusy(input.starts.slice().sort(), input.ends.slice().sort()) });
}

/** The sweep alone, on busy times that somebody else has sorted and merged. */
export function bareSlots({ open, busy, duration, step }: BareInput): FloorSlot[] {
  const slots: FloorSlot[] = [];
  let at = 0;
  for (let i = 0; i < open.length; i += 2) {
    const close = open[i + 1] ?? 0;
    for (let start = open[i] ?? 0; start + duration <= close; start += step) {
      while (at < busy.length && (busy[at + 1] ?? 0) <= start) at += 2;
      if (at < busy.length && (busy[at] ?? 0) < start + duration) continue;
      slots.push({ start, end: start + duration, remaining: 1 });
    }
  }
  return slots;
}

/** Starts and ends, each sorted on its own: a stretch closes where all that began has ended. */
export function mergeBusy(starts: Float64Array, ends: Float64Array): Float64Array {
  const merged = new Float64Array(starts.length * 2);
  let size = 0;
  for (let i = 0; i < starts.length; i += 1) {
    const isFirst = i === 0 || (starts[i] ?? 0) > (ends[i - 1] ?? 0);
    if (isFirst) merged[size] = starts[i] ?? 0;
    if (isFirst) size += 2;
    merged[size - 1] = ends[i] ?? 0;
  }
  return merged.subarray(0, size);
}
