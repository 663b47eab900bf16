import { newId, type Transaction } from "@availability/db";
import { customerAliases, customers } from "@availability/db/schema";
import type { CustomerInput } from "@availability/domain/booking";
import { must } from "@availability/domain/errors";
import { sql } from "drizzle-orm";

/**
 * The customer of this e-mail address in the organisation, made when there is none; what is newly given is kept. The address of
 * a customer that was merged into another finds the one that stayed.
 */
export async function ensureCustomer(
  tx: Transaction,
  organizationId: string,
  input: CustomerInput,
): Promise<string> {
  // Drizzle's upsert names columns only; this target is an expression.
  const rows = await tx.execute<{ id: string }>(sql`
    with given (id, organization_id, name, email, phone, time_zone) as (
      values (${newId()}::uuid, ${organizationId}::uuid, ${input.name}::text, ${input.email}::text,
        ${input.phone ?? null}::text, ${input.timeZone ?? null}::text)
    ), merged as (
      update ${customers} set
        name = given.name,
        phone = coalesce(given.phone, customers.phone),
        time_zone = coalesce(given.time_zone, customers.time_zone),
        updated_at = now()
      from given join ${customerAliases} a
        on a.organization_id = given.organization_id and lower(a.email) = lower(given.email)
      where customers.id = a.customer_id and not exists (
        select from customers own where own.organization_id = given.organization_id and lower(own.email) = lower(given.email))
      returning customers.id
    ), known as (
      insert into ${customers} (id, organization_id, name, email, phone, time_zone)
      select * from given where not exists (select from merged)
      on conflict (organization_id, lower(email)) do update set
        name = excluded.name,
        phone = coalesce(excluded.phone, customers.phone),
        time_zone = coalesce(excluded.time_zone, customers.time_zone),
        updated_at = now()
      returning id
    )
    select id from merged union all select id from known`);
  return must(rows[0], "an upsert returns its row").id;
}
