import type { Queryable } from "@availability/db";
import { bookings } from "@availability/db/schema";
import { DomainError } from "@availability/domain/errors";
import { and, eq } from "drizzle-orm";

/** Throws `not_found` unless the organisation made this hold; one that has ended, or has become a booking, will do. */
export async function requireHold(db: Queryable, organizationId: string, holdId: string): Promise<void> {
  const [hold] = await db
    .select({ id: bookings.id })
    .from(bookings)
    .where(and(eq(bookings.organizationId, organizationId), eq(bookings.id, holdId)));
  if (hold) return;
  const detail = "No hold of your organisation has this id";
  throw new DomainError("not_found", detail, { errors: [{ pointer: "/holdId", detail }] });
}
