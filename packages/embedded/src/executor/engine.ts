import type { Sql, TransactionSql } from "postgres";
import type { CallFunction } from "./call-function.ts";
import type { Registry } from "./registry.ts";
import type { Log } from "./types.ts";

/** What every task works with. */
export type Engine = {
  /** Its search_path is the executor's schema. */
  sql: Sql;
  schema: string;
  queue: string;
  registry: Registry;
  call: CallFunction;
  log: Log;
  now: () => Date;
  retentionDays: number;
  /** `attempt` counts from 0; `retryAfter` is what the function asked for. */
  retryAt: (attempt: number, retryAfter: string | null) => Date;
};

/** One transaction. Everything that one answer changes, the follow-up job included, happens in one. */
export type Work = { engine: Engine; tx: TransactionSql; afterCommit: (effect: () => void) => void };

/** Runs `body` in a transaction; what it left for after the commit runs only if the commit succeeded. */
export async function transact<T>(engine: Engine, body: (work: Work) => Promise<T>): Promise<T> {
  const effects: (() => void)[] = [];
  const result = await engine.sql.begin((tx) =>
    body({ engine, tx, afterCommit: (effect) => effects.push(effect) }),
  );
  for (const effect of effects) effect();
  return result as T; // begin() unwraps arrays of promises in its type; ours returns none
}
