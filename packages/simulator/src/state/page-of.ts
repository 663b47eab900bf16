/**
 * One page of `items` in the order of their keys, beginning after the key where the last page ended. Going by key,
 * not by number, lets rows come and go between pages without any other being skipped or repeated.
 */
export function pageOf<T>(
  items: T[],
  { key, after, size }: { key: (item: T) => string; after: string | null; size: number },
): { items: T[]; after: string | null } {
  const keyed = items
    .map((item) => ({ item, key: key(item) }))
    .filter((entry) => after === null || entry.key > after)
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  const page = keyed.slice(0, size);
  const last = page.at(-1);
  const more = keyed.length > size && last !== undefined;
  return { items: page.map((entry) => entry.item), after: more ? last.key : null };
}
