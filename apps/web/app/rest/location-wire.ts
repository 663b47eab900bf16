import {
  CreateLocation,
  locationKinds,
  locationStatuses,
  UpdateLocation,
} from "@availability/domain/location";
import { z } from "@hono/zod-openapi";
import { fieldFaults } from "./field-faults.ts";
import { invalidInput } from "./problem.ts";

/** A location at this door. */
export const Location = z
  .object({
    id: z.uuid(),
    kind: z.enum(locationKinds),
    name: z.string(),
    timeZone: z.string().openapi({ description: "IANA", example: "Europe/Berlin" }),
    address: z.string().nullable(),
    joinUrl: z.string().nullable().openapi({ description: "Where people join a virtual location" }),
    status: z.enum(locationStatuses),
    version: z.int().openapi({ description: "Rises with each change; also the ETag" }),
  })
  .openapi("Location");

export const NewLocation = z.strictObject(CreateLocation.shape).openapi("NewLocation");

const { locationId: _id, ...changedFields } = UpdateLocation.shape;
export const LocationChanges = z.strictObject(changedFields).openapi("LocationChanges");

/** The body as the verb takes it. Throws `invalid` for fields that do not go together. */
export function toCreateLocation(body: z.output<typeof NewLocation>): CreateLocation {
  const input = CreateLocation.safeParse(body);
  if (input.success) return input.data;
  throw invalidInput(fieldFaults(input.error));
}
