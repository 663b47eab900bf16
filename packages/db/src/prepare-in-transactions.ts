import type { Sql, TransactionSql } from "postgres";

/** A statement with more values is one of a batch, whose text differs with its length: planning it once serves nothing. */
const mostParameters = 64;

/**
 * Has every connection plan the statements of transactions once, for whatever values: Drizzle would send each as new, which costs
 * a round trip and a plan more, while others wait for the locks. Outside of transactions, where lists are read by ever different
 * filters, each is planned for its values. What runs in a savepoint is, too.
 */
export function prepareInTransactions(sql: Sql): void {
  const { begin } = sql;
  const prepared = (...given: unknown[]) => {
    const body = given.at(-1);
    if (typeof body !== "function") throw new Error("A transaction needs a body");
    return Reflect.apply(begin, sql, [
      ...given.slice(0, -1),
      (transaction: TransactionSql) => body(withPrepared(transaction)),
    ]);
  };
  Object.assign(sql, { begin: prepared });
}

function withPrepared(transaction: TransactionSql): TransactionSql {
  const { unsafe } = transaction;
  const prepared = (text: string, parameters: Parameters<typeof unsafe>[1] = [], options: object = {}) =>
    unsafe(text, parameters, { ...options, prepare: parameters.length <= mostParameters });
  return Object.assign(transaction, { unsafe: prepared });
}
