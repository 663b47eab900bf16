import { DomainError, type FieldError } from "../errors/index.ts";

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

/** The field a pointer names, for use in a sentence. */
export function nameOf(pointer: string): string {
  return pointer.slice(1).replaceAll("/", ".");
}
