import { mostCalendars, mostProducts } from "@availability/domain/availability";
import { type Caller, orRefusalPage } from "~/trpc/caller.server.ts";
import type { CalendarParams } from "./calendar-params.ts";

type Named = { id: string; name: string; locationId: string | null };

/** Which products the address shows, the first of them first, and which it offers. Nothing is shown while there is none. */
export async function chooseProducts(trpc: Caller, params: CalendarParams) {
  const { find, locationId, productId } = params;
  const [{ data: products }, { data: locations }, found] = await orRefusalPage(
    Promise.all([
      trpc.product.list({ limit: 200 }),
      trpc.location.list({ limit: 200 }),
      find ? trpc.product.list({ limit: 200, query: find }) : null,
    ]),
  );
  const listed: Named[] = (found?.data ?? products).filter(
    (product) => locationId === null || product.locationId === locationId,
  );
  const first = productId ? { id: productId } : oldest(products);
  const all = params.isAll ? listed.map(({ id }) => id) : [];
  const named = all.length > 0 ? all : first ? [first.id, ...params.beside] : [];
  const most = params.view === "month" ? mostProducts : mostCalendars;
  const ids = [...new Set(named)].slice(0, most);
  return {
    ids,
    /** How many of them the view has no room for. */
    hidden: new Set(named).size - ids.length,
    listed: listed.map(({ id, name }) => ({ id, name })),
    names: new Map(products.map(({ id, name }) => [id, name])),
    locations: locations.map(({ id, name }) => ({ id, name })),
  };
}

/** Ids rise with time. */
function oldest<T extends { id: string }>(products: T[]): T | undefined {
  return products.reduce<T | undefined>(
    (found, product) => (found && found.id < product.id ? found : product),
    undefined,
  );
}
