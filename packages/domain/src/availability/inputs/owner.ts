import * as z from "zod";
import { DomainError } from "../../errors/index.ts";

/** Whose hours, closures or holidays: a product's, those of all products of a location, or of the whole organisation. */
export const Owner = z.discriminatedUnion(
  "kind",
  [
    z.object({ kind: z.literal("product"), id: z.uuid() }),
    z.object({ kind: z.literal("location"), id: z.uuid() }),
    z.object({ kind: z.literal("organization") }),
  ],
  { error: 'An owner is {kind: "product", id}, {kind: "location", id} or {kind: "organization"}' },
);
export type Owner = z.output<typeof Owner>;

/** The owner, or in short the id of a product. */
export const ownerFields = { owner: Owner.optional(), productId: z.uuid().optional() };

export type OwnerGiven = { owner?: Owner | undefined; productId?: string | undefined };

/** For `refine`: exactly one of the two names the owner. */
export const namesOneOwner = ({ owner, productId }: OwnerGiven): boolean =>
  (owner === undefined) !== (productId === undefined);

export const oneOwner = { path: ["owner"], message: "Name either the owner or, in short, a productId" };

/** The owner that an input names. Throws DomainError `invalid` unless it names exactly one. */
export function ownerOf(given: OwnerGiven): Owner {
  if (!namesOneOwner(given)) {
    const detail = oneOwner.message;
    throw new DomainError("invalid", detail, { errors: [{ pointer: "/owner", detail }] });
  }
  return given.owner ?? { kind: "product", id: given.productId ?? "" };
}

/** True: say what would change, and change nothing. */
export const dryRun = z.boolean().optional();

/** Where a listing goes on. */
export const pageFields = {
  limit: z.coerce.number().int().min(1, "At least 1").max(200, "At most 200").default(50),
  cursor: z.string().max(1000).nullish(),
};

/** The version that a change was decided on; another one is refused as `stale`. */
export const version = z.int().min(0).optional();
export const reason = z.string().trim().max(500, "At most 500 characters").nullish();
