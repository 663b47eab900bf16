import type { Queryable } from "@availability/db";
import { longestDurationMinutes } from "@availability/domain/product";
import { type SQL, sql } from "drizzle-orm";
import { type AffectedBookings, bookingsUsing, noBookings, standingBookings } from "./standing-bookings.ts";

type Change = {
  organizationId: string;
  productId: string;
  /** epoch ms */
  now: number;
  isArchived: boolean;
  /** They are written already. */
  areRequirementsNew: boolean;
};

/**
 * The bookings that a change passes over: all that occupy a product that is archived now, those of services that hold what
 * is no longer required.
 */
export async function affectedByChange(db: Queryable, change: Change): Promise<AffectedBookings> {
  const { organizationId, productId, now, isArchived, areRequirementsNew } = change;
  if (isArchived) {
    const ids = bookingsUsing([productId], [{ start: now }]);
    return standingBookings(db, { organizationId, now, ids });
  }
  if (!areRequirementsNew) return noBookings;
  return standingBookings(db, { organizationId, now, ids: bookingsHoldingOthers(productId, now) });
}

/** Of the product and of all that requires it: bookings that hold what their service does not require, down to the last. */
function bookingsHoldingOthers(productId: string, now: number): SQL {
  // Nothing that began earlier than the longest booking lasts is still going on.
  const earliest = new Date(now - longestDurationMinutes * 60_000).toISOString();
  return sql`
    with recursive above (id) as (
      select ${productId}::uuid
      union
      select g.product_id from above
      join requirement_members m on m.product_id = above.id
      join requirement_groups g on g.id = m.group_id
    ), needed (service_id, id) as (
      select id, id from above
      union
      select needed.service_id, m.product_id from needed
      join requirement_groups g on g.product_id = needed.id
      join requirement_members m on m.group_id = g.id
    )
    select b.id from above
    join bookings b on b.product_id = above.id and b.starts_at > ${earliest}::timestamptz
    join claims c on c.allocation_id = b.allocation_id
    where not exists (select from needed where needed.service_id = above.id and needed.id = c.product_id)`;
}
