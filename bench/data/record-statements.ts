import type { Database } from "@availability/db";

type Sql = Database["sql"];
type Unsafe = Sql["unsafe"];

export type Statement = {
  text: string;
  parameters: Parameters<Unsafe>[1];
  /** Planned once for each connection, for whatever values. */
  isPrepared: boolean;
};

/**
 * Runs `call` and returns the statements it sent to the database, in order. Drizzle sends every statement through the
 * client's `unsafe`, in a transaction through that of the transaction's own client.
 */
export async function recordStatements(
  { sql }: Database,
  call: () => Promise<unknown>,
): Promise<Statement[]> {
  const { unsafe, begin } = sql;
  const statements: Statement[] = [];
  const recorded = (original: Unsafe): Unsafe =>
    ((text, parameters, options) => {
      // The client opens its transactions the same way.
      if (!text.startsWith("begin")) {
        statements.push({ text, parameters, isPrepared: options?.prepare === true });
      }
      return original(text, parameters, options);
    }) as Unsafe;
  const recordedBegin = (...given: unknown[]) => {
    const body = given.at(-1);
    if (typeof body !== "function") throw new Error("A transaction needs a body");
    return begin((transaction) => body(Object.assign(transaction, { unsafe: recorded(transaction.unsafe) })));
  };
  Object.assign(sql, { unsafe: recorded(unsafe), begin: recordedBegin });
  try {
    await call();
    return statements;
  } finally {
    Object.assign(sql, { unsafe, begin });
  }
}
