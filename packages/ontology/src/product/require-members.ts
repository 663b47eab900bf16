import type { Queryable } from "@availability/db";
import { products } from "@availability/db/schema";
import { DomainError, type FieldError } from "@availability/domain/errors";
import type { ProductRequirement } from "@availability/domain/product";
import { and, eq, inArray } from "drizzle-orm";

type Member = { id: string; name: string; status: "active" | "archived"; capacity: number };

/**
 * Throws unless every product that the groups name can serve: `not_found` when it is not the organisation's,
 * `outside_rules` when it is archived, `invalid` when it has fewer units than a group needs of it.
 */
export async function requireMembers(
  db: Queryable,
  organizationId: string,
  requirements: readonly ProductRequirement[],
): Promise<void> {
  const members = await readMembers(db, organizationId, [
    ...new Set(requirements.flatMap(({ productIds }) => productIds)),
  ]);
  refuse(
    "not_found",
    memberFaults(requirements, (_group, id) => (members.has(id) ? null : unknown)),
  );
  refuse(
    "outside_rules",
    memberFaults(requirements, (_group, id) => archivedFault(members.get(id))),
  );
  refuse(
    "invalid",
    memberFaults(requirements, (group, id) => unitsFault(group, members.get(id))),
  );
}

const unknown = "No product of your organisation has this id";

async function readMembers(
  db: Queryable,
  organizationId: string,
  ids: string[],
): Promise<Map<string, Member>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({ id: products.id, name: products.name, status: products.status, capacity: products.capacity })
    .from(products)
    .where(and(eq(products.organizationId, organizationId), inArray(products.id, ids)));
  return new Map(rows.map((row) => [row.id, row]));
}

function memberFaults(
  requirements: readonly ProductRequirement[],
  faultOf: (group: ProductRequirement, id: string) => string | null,
): FieldError[] {
  return requirements.flatMap((group, groupIndex) =>
    group.productIds.flatMap((id, index) => {
      const detail = faultOf(group, id);
      return detail ? [{ pointer: `/requirements/${groupIndex}/productIds/${index}`, detail }] : [];
    }),
  );
}

function archivedFault(member: Member | undefined): string | null {
  if (member?.status !== "archived") return null;
  return `"${member.name}" is archived; restore it or choose another product`;
}

function unitsFault({ units }: ProductRequirement, member: Member | undefined): string | null {
  if (!member || units === null || units <= member.capacity) return null;
  return `"${member.name}" has a capacity of ${member.capacity}, and ${units} units are needed of it; need at most that, or null for all it has`;
}

function refuse(code: "not_found" | "outside_rules" | "invalid", errors: FieldError[]): void {
  const [first] = errors;
  if (first) throw new DomainError(code, first.detail, { errors });
}
