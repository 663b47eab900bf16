import type { Queryable } from "@availability/db";
import { products } from "@availability/db/schema";
import { DomainError, unreachable } from "@availability/domain/errors";
import {
  mostRequiredProducts,
  mostRequirementLevels,
  type ProductRequirement,
  type RequirementEdge,
  type RequirementFault,
  requirementFault,
} from "@availability/domain/product";
import { inArray, sql } from "drizzle-orm";

/**
 * Throws `invalid` when the product would require itself, directly or through others, or when chains of requirements
 * would grow too long or too wide. The caller holds the catalogue's lock.
 */
export async function requireNoCycle(
  db: Queryable,
  productId: string,
  requirements: readonly ProductRequirement[],
): Promise<void> {
  const members = [...new Set(requirements.flatMap(({ productIds }) => productIds))];
  if (members.length === 0) return;
  const edges = await readEdges(db, productId, members);
  const others = edges.filter(({ from }) => from !== productId);
  const fault = requirementFault(productId, members, others);
  if (!fault) return;
  const detail = sentence(fault, await namesOf(db, fault));
  throw new DomainError("invalid", detail, {
    errors: [{ pointer: pointerTo(fault, productId, requirements), detail }],
  });
}

/** What requires the product, directly and through others, and all that these and the members require in turn. */
async function readEdges(
  db: Queryable,
  productId: string,
  members: readonly string[],
): Promise<RequirementEdge[]> {
  const memberRows = sql.join(
    members.map((id) => sql`(${id}::uuid)`),
    sql`, `,
  );
  const rows = await db.execute<RequirementEdge>(sql`
    with recursive above (id) as (
      select ${productId}::uuid
      union
      select g.product_id from above
      join requirement_members m on m.product_id = above.id
      join requirement_groups g on g.id = m.group_id
    ), below (id) as (
      (select id from above union values ${memberRows})
      union
      select m.product_id from below
      join requirement_groups g on g.product_id = below.id
      join requirement_members m on m.group_id = g.id
    )
    select distinct g.product_id as "from", m.product_id as "to" from below
    join requirement_groups g on g.product_id = below.id
    join requirement_members m on m.group_id = g.id`);
  return [...rows];
}

async function namesOf(db: Queryable, fault: RequirementFault): Promise<(id: string) => string> {
  const ids = fault.kind === "too_many" ? [fault.productId] : fault.chain;
  const rows = await db
    .select({ id: products.id, name: products.name })
    .from(products)
    .where(inArray(products.id, ids));
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return (id) => `"${names.get(id)}"`;
}

function sentence(fault: RequirementFault, nameOf: (id: string) => string): string {
  switch (fault.kind) {
    case "cycle":
      return `A product cannot require itself: ${fault.chain.map(nameOf).join(" requires ")}; leave one of them out`;
    case "too_deep":
      return `Requirements may go ${mostRequirementLevels} levels deep: ${fault.chain.map(nameOf).join(" requires ")} is ${fault.chain.length - 1}; require the last ones directly`;
    case "too_many":
      return `${nameOf(fault.productId)} would require ${fault.count} products, directly and through others; at most ${mostRequiredProducts} are possible`;
    default:
      return unreachable(fault);
  }
}

/** The member that the chain goes through; the groups as a whole when none stands out. */
function pointerTo(
  fault: RequirementFault,
  productId: string,
  requirements: readonly ProductRequirement[],
): string {
  if (fault.kind === "too_many") return "/requirements";
  const next = fault.chain[fault.chain.indexOf(productId) + 1] ?? "";
  for (const [group, { productIds }] of requirements.entries()) {
    const index = productIds.indexOf(next);
    if (index >= 0) return `/requirements/${group}/productIds/${index}`;
  }
  return "/requirements";
}
