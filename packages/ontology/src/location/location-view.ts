import { locations } from "@availability/db/schema";

/** The columns of a location that its callers see. */
export const locationView = {
  id: locations.id,
  kind: locations.kind,
  name: locations.name,
  timeZone: locations.timeZone,
  address: locations.address,
  joinUrl: locations.joinUrl,
};

export type Location = { [Key in keyof typeof locationView]: (typeof locations.$inferSelect)[Key] };
