/** The path inside this site that `value` names, or "/": never another site, however the address is written. */
export function nextPath(value: FormDataEntryValue | null): string {
  if (typeof value !== "string" || !value.startsWith("/")) return "/";
  const base = "http://site.invalid";
  if (!URL.canParse(value, base)) return "/";
  const url = new URL(value, base);
  // "/.//host" stays on this origin, yet what is left of it, "//host", would not.
  if (url.origin !== base || url.pathname.startsWith("//")) return "/";
  return url.pathname + url.search + url.hash;
}
