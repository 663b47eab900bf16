import { newId, type Transaction } from "@availability/db";
import { requirementGroups, requirementMembers } from "@availability/db/schema";
import type { ProductRequirement } from "@availability/domain/product";
import { and, eq } from "drizzle-orm";
import { requireMembers } from "./require-members.ts";
import { requireNoCycle } from "./require-no-cycle.ts";

type Wanted = { organizationId: string; productId: string; requirements: readonly ProductRequirement[] };

/**
 * Replaces what a product requires. The caller holds the catalogue's lock. Throws `not_found`, `outside_rules` or `invalid`
 * with a pointer to the member at fault.
 */
export async function setRequirements(tx: Transaction, wanted: Wanted): Promise<void> {
  const { organizationId, productId, requirements } = wanted;
  await requireMembers(tx, organizationId, requirements);
  await requireNoCycle(tx, productId, requirements);
  await tx
    .delete(requirementGroups)
    .where(
      and(eq(requirementGroups.organizationId, organizationId), eq(requirementGroups.productId, productId)),
    );
  if (requirements.length === 0) return;
  const groups = requirements.map(({ productIds, ...group }, position) => ({
    group: { ...group, id: newId(), organizationId, productId, position },
    productIds,
  }));
  await tx.insert(requirementGroups).values(groups.map(({ group }) => group));
  await tx
    .insert(requirementMembers)
    .values(
      groups.flatMap(({ group, productIds }) =>
        productIds.map((id, position) => ({ organizationId, groupId: group.id, productId: id, position })),
      ),
    );
}
