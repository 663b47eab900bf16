/** Where people begin who asked for nothing else. */
export const firstScreen = "/availability";

/** The path inside this site that `value` names, or the first screen: never another site, however the address is written. */
export function nextPath(value: FormDataEntryValue | null): string {
  if (typeof value !== "string" || !value.startsWith("/")) return firstScreen;
  const base = "http://site.invalid";
  if (!URL.canParse(value, base)) return firstScreen;
  const url = new URL(value, base);
  // "/.//host" stays on this origin, yet what is left of it, "//host", would not.
  if (url.origin !== base || url.pathname.startsWith("//")) return firstScreen;
  return url.pathname + url.search + url.hash;
}
