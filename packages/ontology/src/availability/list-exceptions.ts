import { exceptions } from "@availability/db/schema";
import type { Hours, ListExceptions } from "@availability/domain/availability";
import { must } from "@availability/domain/errors";
import { isLocalDate, type LocalDate } from "@availability/domain/time";
import { and, asc, eq, gt, gte, lte, or } from "drizzle-orm";
import { authorizeMember } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { decodeCursor, encodeCursor, foreignCursor, type Page } from "../page.ts";
import { type InheritedFrom, isOwnedBy, levelsOf, ownerOfRow, requireOwner } from "./owner.ts";

export type ListedException = {
  id: string;
  date: LocalDate;
  /** None: closed. */
  hours: Hours[];
  reason: string | null;
  inheritedFrom: InheritedFrom;
};

/** The exceptions of an owner by date, a page at a time; with `inherited` those of the levels above it as well. */
export async function listExceptions(ctx: Ctx, input: ListExceptions): Promise<Page<ListedException>> {
  const organizationId = authorizeMember(ctx);
  const known = await requireOwner(ctx.db, organizationId, input);
  const levels = input.inherited ? levelsOf(known) : levelsOf(known).slice(0, 1);
  const after = decodeCursor(input.cursor);
  if (after && !isLocalDate(after.key)) throw foreignCursor();
  const rows = await ctx.db
    .select()
    .from(exceptions)
    .where(
      and(
        or(...levels.map(({ owner }) => isOwnedBy(exceptions, organizationId, owner))),
        input.from ? gte(exceptions.date, input.from) : undefined,
        input.to ? lte(exceptions.date, input.to) : undefined,
        after &&
          or(
            gt(exceptions.date, after.key),
            and(eq(exceptions.date, after.key), gt(exceptions.id, after.id)),
          ),
      ),
    )
    .orderBy(asc(exceptions.date), asc(exceptions.id))
    .limit(input.limit + 1);
  const data = rows.slice(0, input.limit).map(({ id, date, hours, reason, ...row }) => {
    const { kind } = ownerOfRow(row);
    const level = levels.find(({ owner }) => owner.kind === kind);
    const { inheritedFrom } = must(level, "a row is of a level that was asked for");
    return { id, date, hours, reason, inheritedFrom };
  });
  const last = data.at(-1);
  const more = rows.length > data.length && last;
  return { data, nextCursor: more ? encodeCursor({ key: last.date, id: last.id }) : null };
}
