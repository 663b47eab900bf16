import { customers } from "@availability/db/schema";
import { CustomerSearch } from "@availability/domain/customer";
import { and, asc, eq, isNull, or, type SQL, sql } from "drizzle-orm";
import type * as z from "zod";
import { authorize } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { decodeCursor, encodeCursor, type Page, PageInput } from "../page.ts";
import { type Customer, customerColumns, toCustomer } from "./customer-view.ts";

export const ListCustomers = PageInput.extend({ query: CustomerSearch.optional() });
export type ListCustomers = z.output<typeof ListCustomers>;

/** The customers by name, a page at a time; with `query`, those whose name or e-mail address begins with it. */
export async function listCustomers(
  ctx: Ctx,
  { query, limit, cursor }: ListCustomers,
): Promise<Page<Customer>> {
  const organizationId = authorize(ctx, "view_bookings");
  const after = decodeCursor(cursor);
  const rows = await ctx.db
    .select(customerColumns)
    .from(customers)
    .where(
      and(
        eq(customers.organizationId, organizationId),
        isNull(customers.erasedAt),
        query === undefined ? undefined : beginningWith(query),
        after && sql`(${customers.name}, ${customers.id}) > (${after.key}, ${after.id})`,
      ),
    )
    .orderBy(asc(customers.name), asc(customers.id))
    .limit(limit + 1);
  const data = rows.slice(0, limit).map(toCustomer);
  const last = data.at(-1);
  const more = rows.length > data.length && last;
  return { data, nextCursor: more ? encodeCursor({ key: last.name, id: last.id }) : null };
}

/** `%`, `_` and the backslash stand for themselves. */
function beginningWith(text: string): SQL | undefined {
  const pattern = sql`lower(${text.replaceAll(/[\\%_]/g, "\\$&")}) || '%'`;
  return or(sql`lower(${customers.name}) like ${pattern}`, sql`lower(${customers.email}) like ${pattern}`);
}
