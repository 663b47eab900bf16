import { setTimeout as delay } from "node:timers/promises";
import type { Sql } from "postgres";

/** What a function did, in the order in which it did it, seen from outside its process. */
export type Observation = { what: string; detail: unknown; at: Date };

export type Observations = {
  record(key: string, what: string, detail?: unknown): Promise<void>;
  of(key: string): Promise<Observation[]>;
  /** Waits until `enough` is true of what was observed under `key`; at the deadline it throws and tells what was. */
  until(key: string, enough: (seen: Observation[]) => boolean): Promise<Observation[]>;
  /** The same, doing `action` before each look. */
  repeatUntil(
    key: string,
    enough: (seen: Observation[]) => boolean,
    action: () => Promise<void>,
  ): Promise<Observation[]>;
};

export async function openObservations(sql: Sql, deadlineMs: number): Promise<Observations> {
  await sql`
    create table if not exists observations (
      id bigserial primary key, key text not null, what text not null, detail json,
      at timestamptz not null default clock_timestamp())`;
  const of = (key: string) =>
    sql<Observation[]>`select what, detail, at from observations where key = ${key} order by id`;
  async function repeatUntil(
    key: string,
    enough: (seen: Observation[]) => boolean,
    action: () => Promise<void>,
  ): Promise<Observation[]> {
    const deadline = Date.now() + deadlineMs;
    for (;;) {
      const seen = [...(await of(key))];
      if (enough(seen)) return seen;
      if (Date.now() > deadline) throw new Error(`never enough of ${key}: ${JSON.stringify(seen)}`);
      await action();
      await delay(20);
    }
  }
  return {
    of: async (key) => [...(await of(key))],
    async record(key, what, detail = null) {
      await sql`
        insert into observations (key, what, detail)
        values (${key}, ${what}, ${JSON.stringify(detail)}::text::json)`;
    },
    until: (key, enough) => repeatUntil(key, enough, () => Promise.resolve()),
    repeatUntil,
  };
}

export function saw(what: string, times = 1): (seen: Observation[]) => boolean {
  return (seen) => count(seen, what) >= times;
}

export function count(seen: Observation[], what: string): number {
  return seen.filter((each) => each.what === what).length;
}

export function detailOf(seen: Observation[], what: string): unknown {
  return seen.find((each) => each.what === what)?.detail;
}
