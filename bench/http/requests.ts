import type { LoadedData } from "../data/load-data.ts";

const dayMs = 86_400_000;

/** The paths of one question, asked about different products in turn. */
export type Question = { name: string; paths(data: LoadedData, now: number): string[] };

/** One product over thirty days, the month in which each product has 75 bookings. */
export const oneProductMonth: Question = {
  name: "1 product x 30 days",
  paths: ({ productIds }, now) => productIds.map((id) => month(id, now)),
};

/** A service over thirty days: its own time and that of the six products it can take. */
export const oneServiceMonth: Question = {
  name: "1 service (1 of 5 staff, 1 room) x 30 days",
  paths: ({ serviceIds }, now) => serviceIds.map((id) => month(id, now)),
};

/** Fifty products over seven days in one request. */
export const fiftyProductsWeek: Question = {
  name: "50 products x 7 days",
  paths: ({ productIds }, now) =>
    groups(productIds, 50).map(
      (ids) => `/api/v1/slots?productIds=${ids.join(",")}&${range(startOfDay(now), 7)}`,
    ),
};

/** The server's answer to a question that costs nothing, and one that costs the door, the key and one row. */
export const floors: Question[] = [
  { name: "floor: GET /healthz", paths: () => ["/healthz"] },
  {
    name: "floor: GET /api/v1/products/{id}",
    paths: ({ productIds }) => productIds.map((id) => `/api/v1/products/${id}`),
  },
];

/** UTC midnight before `now`, epoch ms: where the loaded month begins. */
export function startOfDay(now: number): number {
  return Math.floor(now / dayMs) * dayMs;
}

function month(id: string, now: number): string {
  return `/api/v1/products/${id}/slots?${range(startOfDay(now), 30)}`;
}

function range(start: number, days: number): string {
  return `start=${new Date(start).toISOString()}&end=${new Date(start + days * dayMs).toISOString()}`;
}

function groups<T>(items: T[], size: number): T[][] {
  return Array.from({ length: Math.floor(items.length / size) }, (_, i) =>
    items.slice(i * size, (i + 1) * size),
  );
}
