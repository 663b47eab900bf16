import { type ProductStatus, type ProductType, productTypes } from "@availability/domain/product";
import { isId } from "~/bookings/id.ts";

/** What the address says the list of products shows; what it does not understand counts as absent. */
export type ProductListParams = {
  query: string | null;
  type: ProductType | null;
  locationId: string | null;
  status: ProductStatus | "all";
  cursor: string | null;
};

/** `bookable=1` asks for what can be booked, which is every active product. */
export function readProductList(search: URLSearchParams): ProductListParams {
  const location = search.get("location");
  const status = (["archived", "all"] as const).find((one) => one === search.get("status"));
  return {
    query: search.get("q")?.trim().slice(0, 100) || null,
    type: productTypes.find((one) => one === search.get("type")) ?? null,
    locationId: isId(location) ? location : null,
    status: search.get("bookable") === "1" ? "active" : (status ?? "active"),
    cursor: search.get("cursor"),
  };
}

/** Whether anything narrows the list. */
export function isNarrowed({ query, type, locationId, status }: ProductListParams): boolean {
  return query !== null || type !== null || locationId !== null || status !== "active";
}
