import { locations } from "@availability/db/schema";
import { locationKinds, locationStatuses } from "@availability/domain/location";
import { and, asc, eq, gt, ilike, or } from "drizzle-orm";
import * as z from "zod";
import { authorizeMember } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { decodeCursor, encodeCursor, type Page, PageInput } from "../page.ts";
import { containing } from "../product/list-products.ts";
import { type Location, locationView } from "./location-view.ts";

const statuses = [...locationStatuses, "all"] as const;

export const ListLocations = PageInput.extend({
  status: z.enum(statuses, `One of ${statuses.join(", ")}`).default("active"),
  kind: z.enum(locationKinds, `One of ${locationKinds.join(", ")}`).optional(),
  /** Part of the name, in any case. */
  query: z.string().trim().min(1, "At least 1 character").max(100, "At most 100 characters").optional(),
});
export type ListLocations = z.input<typeof ListLocations> & { limit: number };

/** The locations by name, a page at a time; the active ones when no status is given. */
export async function listLocations(ctx: Ctx, input: ListLocations): Promise<Page<Location>> {
  const organizationId = authorizeMember(ctx);
  const { status = "active", kind, query, limit, cursor } = input;
  const after = decodeCursor(cursor);
  const rows = await ctx.db
    .select(locationView)
    .from(locations)
    .where(
      and(
        eq(locations.organizationId, organizationId),
        status === "all" ? undefined : eq(locations.status, status),
        kind ? eq(locations.kind, kind) : undefined,
        query ? ilike(locations.name, containing(query)) : undefined,
        after &&
          or(gt(locations.name, after.key), and(eq(locations.name, after.key), gt(locations.id, after.id))),
      ),
    )
    .orderBy(asc(locations.name), asc(locations.id))
    .limit(limit + 1);
  const data = rows.slice(0, limit);
  const last = data.at(-1);
  const more = rows.length > data.length && last;
  return { data, nextCursor: more ? encodeCursor({ key: last.name, id: last.id }) : null };
}
