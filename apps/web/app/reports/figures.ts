const percents = new Intl.NumberFormat("en-GB", { style: "percent", maximumFractionDigits: 1 });
const numbers = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 1 });

/** The part of a whole, 0 to 1; null of nothing. */
export function partOf(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

/** "12.5%"; a dash for what has no whole. */
export function percentText(part: number | null): string {
  return part === null ? "–" : percents.format(part);
}

export function numberText(value: number): string {
  return numbers.format(value);
}

/** "40 min", "5 h", "2.5 days" */
export function durationText(minutes: number): string {
  if (Math.abs(minutes) < 60) return `${Math.round(minutes)} min`;
  if (Math.abs(minutes) < 48 * 60) return `${numbers.format(minutes / 60)} h`;
  return `${numbers.format(minutes / 1440)} days`;
}

/** "+25% (12 before)" */
export function countChange(now: number, before: number): string {
  if (before === 0) return now === 0 ? "0 before" : "none before";
  return `${signed(percents.format(now / before - 1))} (${numbers.format(before)} before)`;
}

/** "+2.1 points (8% before)" */
export function partChange(now: number | null, before: number | null): string {
  if (before === null) return "none before";
  if (now === null) return `${percents.format(before)} before`;
  return `${signed(numbers.format((now - before) * 100))} points (${percents.format(before)} before)`;
}

function signed(text: string): string {
  return /^[-−]/.test(text) || /^0(%|$)/.test(text) ? text : `+${text}`;
}
