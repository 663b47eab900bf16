import { openDatabase } from "@availability/db";
import type { CalendarProviders } from "@availability/domain/calendar";
import type { Ctx } from "../../src/index.ts";

export type Fetch = typeof globalThis.fetch;

/** Builds the providers over a fetch that may stop answering. */
export type ProvidersOver = (fetch: Fetch) => CalendarProviders;

/** A fetch during whose nth call to a calendar something else happens, before the answer is seen; not while a token is fetched. */
export function interrupted(fetch: Fetch, nth: number, act: () => Promise<void>): Fetch {
  let left = nth;
  return async (input, init) => {
    const answer = await fetch(input, init);
    const { pathname } = new URL(input instanceof Request ? input.url : input);
    if (/\/(token|revoke)$/.test(pathname)) return answer;
    left -= 1;
    if (left === 0) await act();
    return answer;
  };
}

/**
 * A worker with a database connection and providers of its own, which dies as a killed process does: after so many calls to
 * a provider the answer is never seen, nothing runs on, and its open transaction goes with its connection.
 */
export function hireWorker(
  { url, ctx, providersOver }: { url: string; ctx: Ctx; providersOver: ProvidersOver },
  { fetch: provided, dieAfterCalls }: { fetch: Fetch; dieAfterCalls: number },
) {
  const database = openDatabase(url, { max: 4 });
  let left = dieAfterCalls;
  let die: () => void = () => undefined;
  const death = new Promise<"died">((resolve) => {
    die = () => resolve("died");
  });
  const fetch: Fetch = async (input, init) => {
    const answer = left > 0 ? await provided(input, init) : null;
    left -= 1;
    if (answer !== null && left > 0) return answer;
    die();
    return new Promise<never>(() => undefined);
  };
  const own: Ctx = { ...ctx, db: database.db, providers: providersOver(fetch) };
  return {
    /** Runs `work` until it ends or the worker dies in it; what a dead worker leaves behind is never heard of. */
    async run(work: (ctx: Ctx) => Promise<void>): Promise<"done" | "died"> {
      const ending = work(own).then(() => "done" as const);
      const end = await Promise.race([ending, death]);
      // The connections of a dead worker break, and what it still waited for fails unheard.
      if (end === "died") ending.catch(() => undefined);
      await database.sql.end({ timeout: 0 });
      return end;
    },
  };
}
