import { sql } from "drizzle-orm";
import type { Sql } from "postgres";
import type { Queryable } from "./database.ts";

const channel = "availability_changes";

/**
 * Kinds of rows that a screen may show and want to read again. `availability` is all that decides what is free besides
 * bookings; its tables and those of `calendars` tell by triggers (migration 0016), bookings through the outbox.
 */
export const changeTopics = ["bookings", "availability", "calendars"] as const;
export type ChangeTopic = (typeof changeTopics)[number];

/** Tells every process that something of an organisation changed, once the transaction commits; the same twice counts once. */
export async function notifyChange(db: Queryable, organizationId: string, topic: ChangeTopic): Promise<void> {
  await db.execute(sql`select pg_notify(${channel}, ${`${organizationId} ${topic}`})`);
}

export type ChangeFeed = {
  /** Calls `onChange` for each change of the organisation until the returned function is called. */
  subscribe(organizationId: string, onChange: (topic: ChangeTopic) => void): () => void;
  /** Resolves when the feed is closed. */
  closed: Promise<void>;
  close(): Promise<void>;
};

/** Listens on one connection of its own, which is made anew when it is lost; what was said meanwhile is lost too. */
export async function openChangeFeed(connections: Sql): Promise<ChangeFeed> {
  const listeners = new Map<string, Set<(topic: ChangeTopic) => void>>();
  let isClosed = false;
  let end: () => void = () => undefined;
  const closed = new Promise<void>((resolve) => {
    end = resolve;
  });
  const { unlisten } = await connections.listen(channel, (text) => {
    const [organizationId = "", said] = text.split(" ");
    const topic = changeTopics.find((known) => known === said);
    if (topic) for (const listener of listeners.get(organizationId) ?? []) listener(topic);
  });
  return {
    subscribe(organizationId, onChange) {
      const ofOrganization = listeners.get(organizationId) ?? new Set();
      listeners.set(organizationId, ofOrganization.add(onChange));
      return () => {
        ofOrganization.delete(onChange);
        if (ofOrganization.size === 0) listeners.delete(organizationId);
      };
    },
    closed,
    async close() {
      if (isClosed) return;
      isClosed = true;
      end();
      await unlisten();
    },
  };
}
