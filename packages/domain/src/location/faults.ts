import type { FieldError } from "../errors/index.ts";
import type { LocationKind } from "./location.ts";

type Place = { kind: LocationKind; address?: string | null | undefined; joinUrl?: string | null | undefined };

/** What is wrong between the fields of a location: a virtual one is a link, the others are places. */
export function locationFaults({ kind, address, joinUrl }: Place): FieldError[] {
  if (kind !== "virtual") {
    if (!joinUrl) return [];
    const detail = `A ${kind} has no join link; make the location virtual, or give null`;
    return [{ pointer: "/joinUrl", detail }];
  }
  const faults: FieldError[] = [];
  if (!joinUrl) {
    const detail =
      "A virtual location needs the https address where people join, such as https://meet.example.org/room";
    faults.push({ pointer: "/joinUrl", detail });
  }
  if (address) {
    const detail = "A virtual location has no address; make it a branch or a venue, or give null";
    faults.push({ pointer: "/address", detail });
  }
  return faults;
}
