import { newId, type Transaction } from "@availability/db";
import { outbox } from "@availability/db/schema";
import type { DomainEvent } from "./events.ts";

/** Writes events beside the change they announce, in its transaction: both commit or neither does. */
export async function announce(tx: Transaction, events: DomainEvent[]): Promise<void> {
  if (events.length === 0) return;
  await tx.insert(outbox).values(
    events.map((event) => ({
      id: newId(),
      organizationId: event.data.organizationId,
      name: event.name,
      payload: event.data,
    })),
  );
}
