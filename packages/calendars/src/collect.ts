/** For tests: all pages of a listing. (Array.fromAsync needs Node 22.) */
export async function collect<T>(pages: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const page of pages) all.push(page);
  return all;
}
