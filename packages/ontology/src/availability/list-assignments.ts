import type { ListAssignments } from "@availability/domain/availability";
import { authorizeMember } from "../authorize.ts";
import type { Ctx } from "../ctx.ts";
import { type Assignment, assignmentsOf } from "./assignments.ts";
import { type InheritedFrom, levelsOf, requireOwner } from "./owner.ts";

export type ListedAssignment = Assignment & {
  inheritedFrom: InheritedFrom;
  /** False when a nearer level has schedules of its own, which then stand alone. */
  applies: boolean;
};

/** The schedules of an owner and those of the levels above it, nearest first; at most 100 of each level. */
export async function listAssignments(
  ctx: Ctx,
  input: ListAssignments,
): Promise<{ data: ListedAssignment[] }> {
  const organizationId = authorizeMember(ctx);
  const levels = levelsOf(await requireOwner(ctx.db, organizationId, input));
  const lists = await Promise.all(levels.map(({ owner }) => assignmentsOf(ctx.db, organizationId, owner)));
  const applying = lists.findIndex((list) => list.length > 0);
  const data = levels.flatMap(({ inheritedFrom }, level) =>
    (lists[level] ?? []).map((one) => ({ ...one, inheritedFrom, applies: level === applying })),
  );
  return { data };
}
