import type { StoredEvent } from "../state/model.ts";
import { GraphError } from "./graph-error.ts";
import { graphId } from "./ids.ts";
import type { Writing } from "./write-event.ts";

/**
 * The event a transaction id made before, in any calendar of the mailbox, for a body that is the same; null for a new
 * id. Another body, or an event that is gone, is ErrorDuplicateTransactionId.
 */
export function transactionOutcome(
  { state, calendar, immutableIds }: Writing,
  { transactionId, bodyHash }: { transactionId: string | null; bodyHash: string },
): StoredEvent | null {
  if (transactionId === null) return null;
  const mailbox = Object.values(state.calendars).filter(
    ({ provider, owner }) => provider === "microsoft" && owner === calendar.owner,
  );
  for (const place of mailbox) {
    const event = Object.values(place.events).find(
      ({ graph, exceptionOf }) => exceptionOf === undefined && graph?.transactionId === transactionId,
    );
    if (event === undefined) continue;
    if (place === calendar && event.status !== "cancelled" && event.graph?.bodyHash === bodyHash)
      return event;
    const { duplicateTransactionStatus, duplicateTransactionNamesEvent } = state.settings;
    const id = graphId(place, event.id, immutableIds);
    throw new GraphError(
      duplicateTransactionStatus,
      "ErrorDuplicateTransactionId",
      "Your request can't be completed. The TransactionId value provided in the request has already been used to create a calendar event in the current mailbox.",
      duplicateTransactionNamesEvent ? { extra: { "@event.existingEventId": id } } : {},
    );
  }
  return null;
}
