/** At most `length` characters, free of what Postgres refuses in text: NUL and halves of a surrogate pair. */
export function cut(value: string | null | undefined, length: number): string | null {
  if (value === null || value === undefined) return null;
  return value.slice(0, length).replace(/[\0\p{Surrogate}]/gu, "\uFFFD");
}
