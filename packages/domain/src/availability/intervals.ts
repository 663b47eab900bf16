import { must } from "../errors/index.ts";
import type { Interval } from "./query.ts";

/** Disjoint half-open intervals, flat and ascending: `[start, end, start, end, …]`; no two touch. */
export type FlatIntervals = readonly number[];

/** The union of the parts of `lists` that overlap `[from, until)`; the intervals come in any order. */
export function unionOf(lists: readonly (readonly Interval[])[], from: number, until: number): FlatIntervals {
  const count = lists.reduce((sum, list) => sum + list.length, 0);
  const starts = new Float64Array(count);
  const ends = new Float64Array(count);
  let size = 0;
  // Input from an index comes sorted by start, and then ends are nearly sorted.
  let latestStart = Number.NEGATIVE_INFINITY;
  let latestEnd = Number.NEGATIVE_INFINITY;
  let startsSorted = true;
  let endsSorted = true;
  for (const list of lists) {
    for (const one of list) {
      if (one.start >= until || one.end <= from || one.start >= one.end) continue;
      startsSorted &&= one.start >= latestStart;
      endsSorted &&= one.end >= latestEnd;
      latestStart = starts[size] = one.start;
      latestEnd = ends[size] = one.end;
      size += 1;
    }
  }
  if (!startsSorted) starts.subarray(0, size).sort();
  if (!endsSorted) ends.subarray(0, size).sort();
  return sweepUnion(starts, ends, size);
}

/** What of `left` lies outside `right`. */
export function subtract(left: FlatIntervals, right: FlatIntervals): FlatIntervals {
  const rest: number[] = [];
  let at = 0;
  for (let i = 0; i < left.length; i += 2) {
    let from = numberAt(left, i);
    const until = numberAt(left, i + 1);
    while (at < right.length && numberAt(right, at + 1) <= from) at += 2;
    for (let j = at; j < right.length && numberAt(right, j) < until; j += 2) {
      if (numberAt(right, j) > from) rest.push(from, numberAt(right, j));
      from = numberAt(right, j + 1);
    }
    if (from < until) rest.push(from, until);
  }
  return rest;
}

/** What of `left` lies inside `right` as well. */
export function intersect(left: FlatIntervals, right: FlatIntervals): FlatIntervals {
  const both: number[] = [];
  let j = 0;
  for (let i = 0; i < left.length; i += 2) {
    const from = numberAt(left, i);
    const until = numberAt(left, i + 1);
    while (j < right.length && numberAt(right, j + 1) <= from) j += 2;
    for (let k = j; k < right.length && numberAt(right, k) < until; k += 2) {
      both.push(Math.max(from, numberAt(right, k)), Math.min(until, numberAt(right, k + 1)));
    }
  }
  return both;
}

/** Flat intervals as objects. */
export function toIntervals(flat: FlatIntervals): Interval[] {
  const list: Interval[] = [];
  for (let i = 0; i < flat.length; i += 2)
    list.push({ start: numberAt(flat, i), end: numberAt(flat, i + 1) });
  return list;
}

/** A union needs no pairs: it is interrupted where every interval begun so far has ended. */
function sweepUnion(starts: Float64Array, ends: Float64Array, size: number): FlatIntervals {
  const union: number[] = [];
  let ended = 0;
  for (let begun = 0; begun < size; begun += 1) {
    const start = starts[begun] ?? 0;
    while ((ends[ended] ?? 0) < start) ended += 1;
    if (ended !== begun) continue;
    if (begun > 0) union.push(ends[ended - 1] ?? 0);
    union.push(start);
  }
  if (size > 0) union.push(ends[size - 1] ?? 0);
  return union;
}

function numberAt(flat: FlatIntervals, index: number): number {
  return must(flat[index], "flat intervals come in pairs");
}
