import { must } from "@availability/domain/errors";
import { sql } from "drizzle-orm";
import { authorizeMember } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";

/** What an organisation has already; true of each that is there. */
export type FirstSteps = {
  location: boolean;
  product: boolean;
  /** Opening hours that belong to something. */
  hours: boolean;
  /** A connected calendar account that still gives access. */
  calendar: boolean;
  /** Of any status: it was made once. */
  booking: boolean;
};

/** How far an organisation has come with what bookings need; each part is one look into an index. */
export async function getFirstSteps(ctx: Ctx): Promise<FirstSteps> {
  const organizationId = authorizeMember(ctx);
  const [steps] = await ctx.db.execute<FirstSteps>(sql`
    select
      exists (select from locations l where l.organization_id = ${organizationId} and l.status = 'active') as location,
      exists (select from products p where p.organization_id = ${organizationId} and p.status = 'active') as product,
      exists (select from schedule_assignments a
        where a.organization_id = ${organizationId}
          and exists (select from schedule_hours h where h.schedule_id = a.schedule_id)) as hours,
      exists (select from calendar_connections c
        where c.organization_id = ${organizationId} and c.status = 'active') as calendar,
      exists (select from bookings b
        where b.organization_id = ${organizationId} and b.customer_id is not null) as booking`);
  return must(steps, "a select without a table gives one row");
}
