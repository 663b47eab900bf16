import type { Owner } from "@availability/domain/availability";
import { z } from "@hono/zod-openapi";
import { fieldFaults } from "./field-faults.ts";
import { invalidInput } from "./problem.ts";
import { IdParam } from "./schemas.ts";

const NoParam = z.object({});
type OwnerParam = typeof IdParam | typeof NoParam;

/** Where the hours of each kind of owner lie: the same resources below a product, a location and the organisation. */
export const ownerPaths: readonly { kind: Owner["kind"]; base: string; noun: string; params: OwnerParam }[] =
  [
    { kind: "product", base: "/api/v1/products/{id}", noun: "a product", params: IdParam },
    { kind: "location", base: "/api/v1/locations/{id}", noun: "a location", params: IdParam },
    { kind: "organization", base: "/api/v1/organization", noun: "the organisation", params: NoParam },
  ];
export type OwnerPath = (typeof ownerPaths)[number];

/** The owner that a path names. */
export function ownerAt({ kind }: OwnerPath, params: { id?: string }): Owner {
  if (kind === "organization" || params.id === undefined) return { kind: "organization" };
  return { kind, id: params.id };
}

/** Reads what a body means by itself and with its path together; throws `invalid` with the faults. */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw invalidInput(fieldFaults(parsed.error));
}
