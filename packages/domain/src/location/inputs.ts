import * as z from "zod";
import { TimeZone } from "../time/inputs.ts";
import { locationFaults } from "./faults.ts";
import { locationKinds, locationStatuses } from "./location.ts";

const fields = {
  kind: z.enum(locationKinds, `One of ${locationKinds.join(", ")}`),
  name: z.string("Give it a name").trim().min(1, "Give it a name").max(200, "At most 200 characters"),
  timeZone: TimeZone,
  address: z
    .string("A text")
    .trim()
    .min(1, "An address, or null for none")
    .max(1000, "At most 1000 characters")
    .nullish(),
  joinUrl: z
    .url({ protocol: /^https$/, error: "An https address such as https://meet.example.org/room" })
    .max(2000, "At most 2000 characters")
    .nullish(),
};

export const CreateLocation = z.object(fields).check(({ value, issues }) => {
  if (issues.length > 0) return;
  for (const { pointer, detail } of locationFaults(value)) {
    issues.push({ code: "custom", path: [pointer.slice(1)], message: detail, input: value });
  }
});
export type CreateLocation = z.output<typeof CreateLocation>;

/** Names a location, and the version that a change was decided on: refused as stale when it has moved on. */
export const LocationChange = z.object({
  locationId: z.uuid("An id of one of your locations"),
  version: z.int("A whole number").min(1, "At least 1").optional(),
});
export type LocationChange = z.output<typeof LocationChange>;

/** Fields left out stay as they are. */
export const UpdateLocation = LocationChange.extend(
  z.object({ ...fields, status: z.enum(locationStatuses, `One of ${locationStatuses.join(", ")}`) }).partial()
    .shape,
);
export type UpdateLocation = z.output<typeof UpdateLocation>;
