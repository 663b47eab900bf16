const formats = new Map<string, Intl.NumberFormat>();

/** "€45.00"; the amount in minor units of the currency (ISO 4217). */
export function formatMoney(minor: number, currency: string): string {
  return formatOf(currency).format(minor / 10 ** digitsOf(currency));
}

/** "45.00": what stands in an amount field. */
export function amountText(minor: number, currency: string): string {
  const digits = digitsOf(currency);
  return (minor / 10 ** digits).toFixed(digits);
}

/** The minor units that "45", "45.5" or "45,50" mean; null for anything else, such as more decimals than the currency has. */
export function parseAmount(text: string, currency: string): number | null {
  const [, whole, , decimals = ""] = /^\s*(\d{1,9})([.,](\d{1,4}))?\s*$/.exec(text)?.slice(0, 4) ?? [];
  const digits = digitsOf(currency);
  if (whole === undefined || decimals.length > digits) return null;
  return Number(whole) * 10 ** digits + Number(decimals.padEnd(digits, "0") || 0);
}

function digitsOf(currency: string): number {
  return formatOf(currency).resolvedOptions().maximumFractionDigits ?? 2;
}

function formatOf(currency: string): Intl.NumberFormat {
  const known = formats.get(currency) ?? new Intl.NumberFormat("en-GB", { style: "currency", currency });
  formats.set(currency, known);
  return known;
}
