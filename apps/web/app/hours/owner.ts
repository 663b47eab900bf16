import type { Owner } from "@availability/domain/availability";
import { isId } from "~/bookings/id.ts";

/** Whose hours the address is about: `of=product:…`, or in short `product=…` or `location=…`; else the organisation's. */
export function readOwner(search: URLSearchParams): Owner {
  const [ofKind, ofId] = search.get("of")?.split(":") ?? [];
  const productId = ofKind === "product" ? ofId : search.get("product");
  const locationId = ofKind === "location" ? ofId : search.get("location");
  if (ofKind === "organization") return { kind: "organization" };
  if (isId(productId)) return { kind: "product", id: productId };
  if (isId(locationId)) return { kind: "location", id: locationId };
  return { kind: "organization" };
}

/** The value of an owner in the select, and in `of` of the address. */
export function ownerKey(owner: Owner): string {
  return owner.kind === "organization" ? owner.kind : `${owner.kind}:${owner.id}`;
}

export const sections = ["week", "dates", "holidays", "seasons", "blocks"] as const;
export type Section = (typeof sections)[number];

export function readSection(search: URLSearchParams): Section {
  return sections.find((one) => one === search.get("section")) ?? "week";
}

export function sectionPath(owner: Owner, section: Section): string {
  return `/booking/availability?of=${ownerKey(owner)}${section === "week" ? "" : `&section=${section}`}`;
}
