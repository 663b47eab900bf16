import type { LocationKind } from "@availability/domain/location";

export const kindWords: Record<LocationKind, string> = {
  branch: "Branch: a place of your own",
  venue: "Venue: a place of somebody else",
  virtual: "Virtual: people join by a link",
};

export const kindShort: Record<LocationKind, string> = {
  branch: "Branch",
  venue: "Venue",
  virtual: "Virtual",
};

export const locationLabels: Record<string, string> = {
  kind: "Kind",
  name: "Name",
  timeZone: "Time zone",
  address: "Address",
  joinUrl: "Join link",
};
