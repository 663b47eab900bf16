import { openDatabase, type Queryable } from "@availability/db";
import { sql } from "drizzle-orm";
import type { Ctx } from "../../src/index.ts";
import { watchStatements } from "./statements.ts";

export type Stopped = {
  ctx: Ctx;
  /** Resolves when the transaction stands before the statement. */
  reached: Promise<void>;
  proceed(): void;
  [Symbol.asyncDispose](): Promise<void>;
};

/** The same actor over a connection of its own, whose transactions stop once, before the first statement that matches. */
export function stopBefore(pattern: RegExp, { ctx, url }: { ctx: Ctx; url: string }): Stopped {
  const database = openDatabase(url, { max: 1 });
  const stop = gate();
  const go = gate();
  let isPassed = false;
  watchStatements(database, async (text) => {
    if (isPassed || !pattern.test(text)) return;
    isPassed = true;
    stop.open();
    await go.opened;
  });
  return {
    ctx: { ...ctx, db: database.db },
    reached: stop.opened,
    proceed: go.open,
    [Symbol.asyncDispose]: () => database.close(),
  };
}

/** Resolves when `run` has ended or some connection of the database waits for a lock. */
export async function settledOrWaiting(db: Queryable, run: Promise<unknown>): Promise<void> {
  let isSettled = false;
  const settle = () => {
    isSettled = true;
  };
  run.then(settle, settle);
  for (;;) {
    const [row] = await db.execute<{ waiting: number }>(sql`
      select count(*)::int as waiting from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`);
    if (isSettled || (row?.waiting ?? 0) > 0) return;
  }
}

/** "ok", the code of a refusal, or that of the database's error, of each. */
export async function codesOf(...runs: Promise<unknown>[]): Promise<string[]> {
  const settled = await Promise.allSettled(runs);
  return settled.map((one) => {
    if (one.status === "fulfilled") return "ok";
    return String(one.reason?.code ?? one.reason?.cause?.code ?? one.reason);
  });
}

function gate(): { opened: Promise<void>; open: () => void } {
  const listeners: (() => void)[] = [];
  const opened = new Promise<void>((resolve) => listeners.push(resolve));
  return { opened, open: () => listeners.forEach((listener) => void listener()) };
}
