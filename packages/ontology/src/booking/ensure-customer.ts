import { newId, type Transaction } from "@availability/db";
import { customers } from "@availability/db/schema";
import type { CustomerInput } from "@availability/domain/booking";
import { must } from "@availability/domain/errors";
import { sql } from "drizzle-orm";

/** The customer of this e-mail address in the organisation, made when there is none; what is newly given is kept. */
export async function ensureCustomer(
  tx: Transaction,
  organizationId: string,
  input: CustomerInput,
): Promise<string> {
  // Drizzle's upsert names columns only; this target is an expression.
  const rows = await tx.execute<{ id: string }>(sql`
    insert into ${customers} (id, organization_id, name, email, phone, time_zone)
    values (${newId()}, ${organizationId}, ${input.name}, ${input.email}, ${input.phone ?? null}, ${input.timeZone ?? null})
    on conflict (organization_id, lower(email)) do update set
      name = excluded.name,
      phone = coalesce(excluded.phone, customers.phone),
      time_zone = coalesce(excluded.time_zone, customers.time_zone),
      updated_at = now()
    returning id`);
  return must(rows[0], "an upsert returns its row").id;
}
