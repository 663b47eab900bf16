export const colorSchemes = ["light", "dark", "auto"] as const;
export type ColorScheme = (typeof colorSchemes)[number];

/** The scheme this browser chose; `auto` follows the system. */
export function colorSchemeOf(request: Request): ColorScheme {
  const [, value] = /(?:^|;\s*)color-scheme=(\w+)/.exec(request.headers.get("Cookie") ?? "") ?? [];
  return isColorScheme(value) ? value : "auto";
}

export function isColorScheme(value: unknown): value is ColorScheme {
  return typeof value === "string" && (colorSchemes as readonly string[]).includes(value);
}

/** A Set-Cookie value that keeps the choice for a year. */
export function colorSchemeCookie(scheme: ColorScheme): string {
  return `color-scheme=${scheme}; Path=/; Max-Age=31536000; SameSite=Lax`;
}
