import type { Queryable } from "@availability/db";
import { webhookDeliveries } from "@availability/db/schema";
import { webhookDeliveryStatuses } from "@availability/domain/webhook";
import { and, desc, eq, lt, or } from "drizzle-orm";
import * as z from "zod";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { type Cursor, decodeCursor, encodeCursor, instantOfKey, type Page, PageInput } from "../page.ts";
import { readWebhook } from "./webhook-view.ts";

export const ListDeliveries = PageInput.extend({
  webhookId: z.uuid("An id of one of your webhooks"),
  status: z.enum(webhookDeliveryStatuses, `One of ${webhookDeliveryStatuses.join(", ")}`).optional(),
});
export type ListDeliveries = z.output<typeof ListDeliveries>;

type Row = typeof webhookDeliveries.$inferSelect;

/** A delivery as its callers see it; instants are epoch ms. */
export type WebhookDelivery = ReturnType<typeof toDelivery>;

/** The deliveries of an endpoint, newest first, a page at a time. Throws `not_found` for an endpoint that is not there. */
export async function listDeliveries(ctx: Ctx, input: ListDeliveries): Promise<Page<WebhookDelivery>> {
  const organizationId = authorize(ctx, "manage_integrations");
  const { webhookId, status, limit, cursor } = input;
  await readWebhook(ctx.db, organizationId, { webhookId });
  const rows = await pageOf(ctx.db, { webhookId, status, limit, after: decodeCursor(cursor) });
  const data = rows.slice(0, limit).map(toDelivery);
  const last = data.at(-1);
  const more = rows.length > data.length && last;
  return { data, nextCursor: more ? encodeCursor({ key: String(last.createdAt), id: last.id }) : null };
}

type Wanted = Pick<ListDeliveries, "webhookId" | "status" | "limit"> & { after: Cursor | undefined };

/** One row more than the page, which says that there is another. */
function pageOf(db: Queryable, { webhookId, status, limit, after }: Wanted): Promise<Row[]> {
  const { createdAt, id, endpointId } = webhookDeliveries;
  const at = after && new Date(instantOfKey(after.key));
  const isBefore = after && at && or(lt(createdAt, at), and(eq(createdAt, at), lt(id, after.id)));
  const hasStatus = status ? eq(webhookDeliveries.status, status) : undefined;
  return db
    .select()
    .from(webhookDeliveries)
    .where(and(eq(endpointId, webhookId), hasStatus, isBefore))
    .orderBy(desc(createdAt), desc(id))
    .limit(limit + 1);
}

export function toDelivery(row: Row) {
  return {
    id: row.id,
    webhookId: row.endpointId,
    /** Also the `webhook-id` of the message. */
    eventId: row.eventId,
    type: row.eventName,
    payload: row.payload,
    status: row.status,
    attempts: row.attempts,
    lastStatusCode: row.lastStatusCode,
    lastError: row.lastError,
    lastAttemptAt: row.lastAttemptAt?.getTime() ?? null,
    /** When it is tried again at the earliest; null when nothing waits. */
    nextAttemptAt: row.nextAttemptAt?.getTime() ?? null,
    deliveredAt: row.deliveredAt?.getTime() ?? null,
    createdAt: row.createdAt.getTime(),
  };
}
