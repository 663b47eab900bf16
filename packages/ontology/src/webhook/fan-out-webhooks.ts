import { newId, type Queryable } from "@availability/db";
import { bookings, outbox, webhookDeliveries, webhookEndpoints } from "@availability/db/schema";
import { DomainError } from "@availability/domain/errors";
import { mostWebhooks, type WebhookType, webhookTypes } from "@availability/domain/webhook";
import { and, eq, or, sql } from "drizzle-orm";
import { authorizeMember } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { announce, type DomainEvent } from "../outbox/index.ts";

export type BookingEvent = {
  eventId: string;
  name: string;
  bookingId: string;
  /** The version that the event made of the booking. */
  version: number;
};

/**
 * Writes down that each endpoint which wants an event is to be told of it, and asks for these deliveries, in one transaction;
 * returns how many are new. Called again for the same event it writes nothing. Throws `invalid` for an event that is not told
 * outside, `not_found` for a booking that is gone.
 */
export async function fanOutWebhooks(ctx: Ctx, event: BookingEvent): Promise<number> {
  const organizationId = authorizeMember(ctx);
  const type = typeOf(event.name);
  const endpointIds = await listening(ctx.db, organizationId, type);
  if (endpointIds.length === 0) return 0;
  const payload = await payloadOf(ctx, organizationId, { ...event, type });
  const created = await ctx.db.transaction(async (tx) => {
    const rows = await tx
      .insert(webhookDeliveries)
      .values(
        endpointIds.map((endpointId) => ({
          id: newId(),
          organizationId,
          endpointId,
          eventId: event.eventId,
          eventName: type,
          payload,
          createdAt: new Date(ctx.now()),
        })),
      )
      .onConflictDoNothing()
      .returning({ deliveryId: webhookDeliveries.id, endpointId: webhookDeliveries.endpointId });
    await announce(
      tx,
      rows.map(
        (row): DomainEvent => ({
          name: "webhook/delivery.requested",
          data: { organizationId, ...row, triesBefore: 0 },
        }),
      ),
    );
    return rows.length;
  });
  if (created > 0) ctx.publish();
  return created;
}

function typeOf(name: string): WebhookType {
  const type = webhookTypes.find((each) => each === name.replace("/", "."));
  if (!type) throw new DomainError("invalid", `"${name}" is not told to webhooks`);
  return type;
}

async function listening(db: Queryable, organizationId: string, type: WebhookType): Promise<string[]> {
  const rows = await db
    .select({ id: webhookEndpoints.id })
    .from(webhookEndpoints)
    .where(
      and(
        eq(webhookEndpoints.organizationId, organizationId),
        eq(webhookEndpoints.status, "active"),
        or(sql`cardinality(${webhookEndpoints.events}) = 0`, sql`${type} = any(${webhookEndpoints.events})`),
      ),
    )
    .orderBy(webhookEndpoints.id)
    .limit(mostWebhooks);
  return rows.map(({ id }) => id);
}

/** Ids, times and states, and nothing about the customer: whoever may know more asks the API with the id. */
async function payloadOf(
  ctx: Ctx,
  organizationId: string,
  { eventId, type, bookingId, version }: BookingEvent & { type: WebhookType },
): Promise<Record<string, unknown>> {
  const [booking] = await ctx.db
    .select({
      id: bookings.id,
      productId: bookings.productId,
      seriesId: bookings.seriesId,
      status: bookings.status,
      startsAt: bookings.startsAt,
      endsAt: bookings.endsAt,
      attendees: bookings.attendees,
      version: bookings.version,
    })
    .from(bookings)
    .where(and(eq(bookings.organizationId, organizationId), eq(bookings.id, bookingId)));
  if (!booking) throw new DomainError("not_found", "No booking of the organisation has this id");
  const [event] = await ctx.db.select({ at: outbox.createdAt }).from(outbox).where(eq(outbox.id, eventId));
  const { startsAt, endsAt, ...rest } = booking;
  const times = { start: startsAt.toISOString(), end: endsAt.toISOString() };
  return {
    type,
    timestamp: (event?.at ?? new Date(ctx.now())).toISOString(),
    data: { organizationId, bookingId, version, booking: { ...rest, ...times } },
  };
}
