import { expect, type Page } from "@playwright/test";
import { tomorrow } from "./studio.ts";

/** Calls a procedure as the signed-in person, as the screens do; returns its result. */
export async function call(page: Page, procedure: string, input: object): Promise<Record<string, unknown>> {
  const url = new URL(`/trpc/${procedure}`, page.url());
  const response = await page.request.post(url.href, { data: input, headers: { Origin: url.origin } });
  expect(response.status(), await response.text()).toBe(200);
  return (await response.json()).result.data;
}

/** The instant at which the clock in Berlin shows `hour` tomorrow, with its offset. */
export function tomorrowAt(hour: number): string {
  const wall = Date.parse(`${tomorrow()}T${String(hour).padStart(2, "0")}:00:00Z`);
  const name = new Intl.DateTimeFormat("en", { timeZone: "Europe/Berlin", timeZoneName: "longOffset" })
    .formatToParts(wall)
    .find(({ type }) => type === "timeZoneName")?.value;
  return `${new Date(wall).toISOString().slice(0, 19)}${name?.replace("GMT", "")}`;
}

/** Books an hour of tomorrow for somebody; returns the id of the booking. */
export async function book(
  page: Page,
  productId: string,
  { hour, name, email }: { hour: number; name: string; email?: string },
): Promise<string> {
  const booking = await call(page, "booking.create", {
    productId,
    start: tomorrowAt(hour),
    durationMinutes: 60,
    customer: { name, email: email ?? `${name.toLowerCase().replaceAll(" ", ".")}@example.org` },
  });
  return String(booking.id);
}

/** Changes the terms of a product. */
export async function setTerms(page: Page, productId: string, terms: object): Promise<void> {
  await call(page, "product.update", { productId, ...terms });
}
