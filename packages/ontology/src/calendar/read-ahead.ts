/**
 * The same items, the next of which is already being fetched while the caller deals with the present one. When the caller
 * stops early, what was fetched in vain is dropped.
 */
export async function* readAhead<Item>(items: AsyncIterable<Item>): AsyncGenerator<Item, void, undefined> {
  const iterator = items[Symbol.asyncIterator]();
  let next = iterator.next();
  try {
    for (;;) {
      const { done, value } = await next;
      if (done) return;
      next = iterator.next();
      // A failure is thrown when its turn comes; until then it must not end the process.
      next.catch(() => undefined);
      yield value;
    }
  } finally {
    await iterator.return?.();
  }
}
