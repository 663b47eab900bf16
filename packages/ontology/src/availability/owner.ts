import type { Queryable } from "@availability/db";
import { type Owner, type OwnerGiven, ownerOf } from "@availability/domain/availability";
import { DomainError, unreachable } from "@availability/domain/errors";
import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";

/** Where what holds for an owner was written: at its own level, or further up. */
export type InheritedFrom = "location" | "organization" | null;

/** An owner that exists; `locationId` is where a product is. */
export type KnownOwner = { owner: Owner; name: string; timeZone: string; locationId: string | null };

type OwnerTable = { organizationId: AnyPgColumn; productId: AnyPgColumn; locationId: AnyPgColumn };

/** The two columns that say whose a row is. */
export function ownerColumns(owner: Owner): { productId: string | null; locationId: string | null } {
  return {
    productId: owner.kind === "product" ? owner.id : null,
    locationId: owner.kind === "location" ? owner.id : null,
  };
}

/** The condition that a row is this owner's. */
export function isOwnedBy(table: OwnerTable, organizationId: string, owner: Owner): SQL | undefined {
  const { productId, locationId } = ownerColumns(owner);
  return and(
    eq(table.organizationId, organizationId),
    productId ? eq(table.productId, productId) : isNull(table.productId),
    locationId ? eq(table.locationId, locationId) : isNull(table.locationId),
  );
}

/** Whose a row is. */
export function ownerOfRow({
  productId,
  locationId,
}: {
  productId: string | null;
  locationId: string | null;
}): Owner {
  if (productId) return { kind: "product", id: productId };
  return locationId ? { kind: "location", id: locationId } : { kind: "organization" };
}

/** The owner that the input names; throws `not_found` unless it is of the organisation. */
export async function requireOwner(
  db: Queryable,
  organizationId: string,
  given: OwnerGiven,
): Promise<KnownOwner> {
  const found = await findOwner(db, organizationId, ownerOf(given));
  return found ?? refuseUnknown(given);
}

/** The owner and those from whom it inherits, nearest first. */
export function levelsOf({
  owner,
  locationId,
}: KnownOwner): { owner: Owner; inheritedFrom: InheritedFrom }[] {
  const own = { owner, inheritedFrom: null };
  const organization = { owner: { kind: "organization" as const }, inheritedFrom: "organization" as const };
  if (owner.kind === "organization") return [own];
  if (!locationId || owner.kind === "location") return [own, organization];
  const location = {
    owner: { kind: "location" as const, id: locationId },
    inheritedFrom: "location" as const,
  };
  return [own, location, organization];
}

async function findOwner(db: Queryable, organizationId: string, owner: Owner): Promise<KnownOwner | null> {
  const [row] = await db.execute<Omit<KnownOwner, "owner">>(ownerStatement(organizationId, owner));
  return row ? { owner, ...row } : null;
}

function ownerStatement(organizationId: string, owner: Owner): SQL {
  switch (owner.kind) {
    case "product":
      return sql`
        select owner.name, coalesce(l.time_zone, o.time_zone) as "timeZone", owner.location_id as "locationId"
        from products owner
          join organizations o on o.id = owner.organization_id
          left join locations l on l.id = owner.location_id
        where owner.organization_id = ${organizationId} and owner.id = ${owner.id}`;
    case "location":
      return sql`
        select owner.name, owner.time_zone as "timeZone", owner.id as "locationId"
        from locations owner
        where owner.organization_id = ${organizationId} and owner.id = ${owner.id}`;
    case "organization":
      return sql`
        select owner.name, owner.time_zone as "timeZone", null as "locationId"
        from organizations owner where owner.id = ${organizationId}`;
    default:
      return unreachable(owner);
  }
}

function refuseUnknown(given: OwnerGiven): never {
  const { kind } = ownerOf(given);
  const detail = `No ${kind} of your organisation has this id`;
  throw new DomainError("not_found", detail, {
    errors: [{ pointer: given.owner ? "/owner/id" : "/productId", detail }],
  });
}
