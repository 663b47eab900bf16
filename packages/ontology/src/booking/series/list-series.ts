import { bookingSeries } from "@availability/db/schema";
import { and, desc, eq, lt, or } from "drizzle-orm";
import * as z from "zod";
import { authorize } from "../../authorize.ts";
import { requireProduct } from "../../availability/require-product.ts";
import type { Ctx } from "../../ctx.ts";
import { type Cursor, decodeCursor, encodeCursor, foreignCursor, type Page, PageInput } from "../../page.ts";
import { type SeriesSummary, selectSeries, toSummary } from "./series-view.ts";

export const ListSeries = PageInput.extend({ productId: z.uuid("An id of one of your products").optional() });
export type ListSeries = z.output<typeof ListSeries>;

/** The organisation's series without their bookings, the newest first, a page at a time. Throws `not_found` for a foreign product. */
export async function listSeries(ctx: Ctx, input: ListSeries): Promise<Page<SeriesSummary>> {
  const organizationId = authorize(ctx, "view_bookings");
  const { productId, limit, cursor } = input;
  if (productId) await requireProduct(ctx.db, organizationId, productId);
  const after = decodeCursor(cursor);
  const afterCreated = after && createdOf(after);
  const rows = await selectSeries(ctx.db)
    .where(
      and(
        eq(bookingSeries.organizationId, organizationId),
        productId ? eq(bookingSeries.productId, productId) : undefined,
        after &&
          afterCreated &&
          or(
            lt(bookingSeries.createdAt, afterCreated),
            and(eq(bookingSeries.createdAt, afterCreated), lt(bookingSeries.id, after.id)),
          ),
      ),
    )
    .orderBy(desc(bookingSeries.createdAt), desc(bookingSeries.id))
    .limit(limit + 1);
  const data = rows.slice(0, limit).map(toSummary);
  const last = data.at(-1);
  const more = rows.length > data.length && last;
  return { data, nextCursor: more ? encodeCursor({ key: String(last.createdAt), id: last.id }) : null };
}

/** Cursors of other listings have keys that are no instant. */
function createdOf({ key }: Cursor): Date {
  const created = new Date(Number(key));
  if (Number.isNaN(created.getTime())) throw foreignCursor();
  return created;
}
