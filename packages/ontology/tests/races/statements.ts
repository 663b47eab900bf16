import type { Database } from "@availability/db";

type Unsafe = Database["sql"]["unsafe"];

/** Called before each statement, with its text; the statement waits for what it returns. */
export type Before = (text: string) => Promise<void>;

/**
 * Lets `before` run before every statement that Drizzle sends within the transactions of this client: it sends each through
 * `unsafe` of the transaction's own client.
 */
export function watchStatements({ sql }: Database, before: Before): void {
  const { begin } = sql;
  const watchedBegin = (...given: unknown[]) => {
    const body = given.at(-1);
    if (typeof body !== "function") throw new Error("A transaction needs a body");
    return begin((transaction) =>
      body(Object.assign(transaction, { unsafe: watched(transaction.unsafe, before) })),
    );
  };
  Object.assign(sql, { begin: watchedBegin });
}

function watched(original: Unsafe, before: Before): Unsafe {
  const later = (text: string, ...given: unknown[]) => {
    const run = async (asValues: boolean) => {
      await before(text);
      const query = Reflect.apply(original, undefined, [text, ...given]);
      return asValues ? query.values() : query;
    };
    // Only what is awaited is sent, as with the client's own queries.
    const lazily = (asValues: boolean): PromiseLike<unknown> => ({
      // biome-ignore lint/suspicious/noThenProperty: a query is sent when it is awaited
      then: (resolve, reject) => run(asValues).then(resolve, reject),
    });
    return Object.assign(lazily(false), { values: () => lazily(true) });
  };
  // What Drizzle uses of a query: awaiting it, and its rows as values.
  return later as unknown as Unsafe;
}
