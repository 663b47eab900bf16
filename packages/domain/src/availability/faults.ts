import { DomainError, type FieldError } from "../errors/index.ts";
import type { ClaimedInterval, Interval } from "./query.ts";

/** The faults found in one input so far. */
export type Faults = FieldError[];

/** Throws DomainError `invalid` when there are faults: the first one's text as message, all of them in `errors`. */
export function refuse(faults: Faults): void {
  const first = faults[0];
  if (first) throw new DomainError("invalid", first.detail, { errors: faults });
}

/** Notes a fault unless `value` is a finite instant, epoch ms, within the years 0001 to 9999. */
export function checkInstant(faults: Faults, pointer: string, value: number): void {
  if (value >= -62_135_510_400_000 && value <= 253_402_214_400_000) return;
  faults.push({
    pointer,
    detail: `${nameOf(pointer)} is ${value}; give an instant in epoch milliseconds within the years 1 to 9999.`,
  });
}

/** Notes a fault unless `value` is a whole number from `least` to `most`. */
export function checkWhole(
  faults: Faults,
  pointer: string,
  value: number,
  bounds: { least: number; most: number; unit: string },
): void {
  if (Number.isInteger(value) && value >= bounds.least && value <= bounds.most) return;
  const allowed = `a whole number of ${bounds.unit} from ${bounds.least} to ${bounds.most}`;
  faults.push({ pointer, detail: `${nameOf(pointer)} is ${value}; give ${allowed}.` });
}

/** Notes each of the intervals that ends before it starts, or never. */
export function checkIntervals(faults: Faults, pointer: string, intervals: readonly Interval[]): void {
  for (let i = 0; i < intervals.length; i += 1) {
    const one = intervals[i];
    if (one && one.start <= one.end && one.end - one.start < Number.POSITIVE_INFINITY) continue;
    const fix = "give finite epoch milliseconds with end at or after start.";
    faults.push({ pointer: `${pointer}/${i}`, detail: `${nameOf(pointer)}.${i} is no interval; ${fix}` });
  }
}

/** Notes each faulty interval and each number of lanes that is none. */
export function checkClaims(faults: Faults, pointer: string, claims: readonly ClaimedInterval[]): void {
  checkIntervals(faults, pointer, claims);
  for (let i = 0; i < claims.length; i += 1) {
    const lanes = claims[i]?.lanes;
    if (lanes === undefined || (lanes >= 1 && Number.isInteger(lanes))) continue;
    checkWhole(faults, `${pointer}/${i}/lanes`, lanes, units);
  }
}

export const units = { least: 1, most: 1_000_000, unit: "units" };

/** The field a pointer names, for use in a sentence. */
export function nameOf(pointer: string): string {
  return pointer.slice(1).replaceAll("/", ".");
}
