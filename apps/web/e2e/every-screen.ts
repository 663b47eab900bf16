import { readdir } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";

/** What the addresses of the demo's screens name. */
type Found = { product: string; location: string; booking: string; customer: string };

// By the file of the route: the addresses that show it.
const addresses: Record<string, (found: Found) => string[]> = {
  "_account.organizations.new": () => ["/organizations/new"],
  "_app._index": () => ["/"],
  "_app.availability": ({ product }) => [
    `/availability?product=${product}`,
    `/availability?product=all&view=day`,
    `/availability?product=${product}&view=month`,
    `/availability?product=${product}&view=agenda`,
  ],
  "_app.availability.book": ({ product }) => [`/availability/book?product=${product}`],
  "_app.availability.block": ({ product }) => [`/availability/block?product=${product}`],
  "_app.availability.why": ({ product }) => [
    `/availability/why?product=${product}&start=2026-01-01T09:00:00Z`,
  ],
  "_app.availability.undo": ({ product }) => [`/availability/undo?product=${product}`],
  "_app.availability.bookings.$id": ({ product, booking }) => [
    `/availability/bookings/${booking}?product=${product}`,
  ],
  "_app.booking._bookings._index": () => [
    "/booking",
    "/booking?view=approval",
    "/booking?view=recurring",
    "/booking?view=past",
    "/booking?view=cancelled",
  ],
  "_app.booking._bookings.bookings.$id": ({ booking }) => [`/booking/bookings/${booking}`],
  "_app.booking.availability": ({ product }) => [
    `/booking/availability?product=${product}`,
    `/booking/availability?product=${product}&section=dates`,
    `/booking/availability?product=${product}&section=holidays`,
  ],
  "_app.booking.locations._index": () => ["/booking/locations"],
  "_app.booking.locations.$id": ({ location }) => [`/booking/locations/${location}`],
  "_app.booking.locations.new": () => ["/booking/locations/new"],
  "_app.customers._index": () => ["/customers"],
  "_app.customers.$id": ({ customer }) => [`/customers/${customer}`],
  "_app.integrations._index": () => ["/integrations"],
  "_app.integrations.google": () => ["/integrations/google"],
  "_app.integrations.microsoft": () => ["/integrations/microsoft"],
  "_app.products._index": () => ["/products"],
  "_app.products.$id": ({ product }) => [`/products/${product}`],
  "_app.products.new": () => ["/products/new"],
  "_app.products.bulk": () => ["/products/bulk"],
  "_app.sync": () => ["/sync", "/sync?tab=runs", "/sync?tab=conflicts"],
  "_app.settings.api-keys": () => ["/settings/api-keys"],
  "_app.settings.members": () => ["/settings/members"],
  "_app.settings.audit": () => ["/settings/audit"],
  "_app.settings.webhooks._index": () => ["/settings/webhooks"],
  "_app.settings.roles": () => ["/settings/roles"],
  "_app.settings.personal": () => ["/settings/personal"],
  "_app.settings.organization": () => ["/settings/organization"],
  $: () => ["/nowhere"],
};

/** Screens that need what the demo lacks, each visited by the test named. */
const elsewhere: Record<string, string> = {
  "_app.booking.series.$id": "bookings.e2e.ts",
  "_app.settings.webhooks.$id": "settings.e2e.ts",
  "_account.invitations.$id": "accounts.e2e.ts",
  "_account.sign-in": "accounts.e2e.ts",
  "_account.sign-up": "accounts.e2e.ts",
};

const routesFolder = fileURLToPath(new URL("../app/routes", import.meta.url));

/** The screens' routes that neither table knows: those with a component of their own, frames aside. */
export async function unknownScreens(): Promise<string[]> {
  const files = (await readdir(routesFolder)).filter((name) => name.endsWith(".tsx"));
  const names = files.map((name) => path.basename(name, ".tsx"));
  const isFrame = (name: string) => names.some((other) => other.startsWith(`${name}.`)) && !addresses[name];
  const isDoor =
    /^(_index|_app\.settings\._index|color-scheme|sign-out|organizations\.switch|trpc\.\$|api\..*|.*\[\..*)$/;
  return names.filter((name) => !addresses[name] && !elsewhere[name] && !isFrame(name) && !isDoor.test(name));
}

/** The addresses of all screens, for whoever is signed in to an organisation that has one of each. */
export async function screenAddresses(page: Page): Promise<string[]> {
  const first = async (procedure: string, input: object) => {
    const url = `/trpc/${procedure}?input=${encodeURIComponent(JSON.stringify(input))}`;
    const { result } = await (await page.request.get(url)).json();
    return String(result.data.data[0].id);
  };
  const found = {
    product: await first("product.list", { limit: 1 }),
    location: await first("location.list", { limit: 1 }),
    booking: await first("booking.list", { limit: 1 }),
    customer: await first("customer.list", { limit: 1 }),
  };
  return Object.values(addresses).flatMap((addressesOf) => addressesOf(found));
}
