import type { Page } from "@playwright/test";

const products = 50;
const seriesCount = 65;
const capacity = 100;

/** Signs up an organisation with 50 products, of which one has 2,000 bookings in the next month; returns what to open. */
export async function fillStudio(
  page: Page,
): Promise<{ productId: string; month: string; bookings: number }> {
  await page.goto("/sign-up");
  await page.getByLabel("Your name").fill("Ada Bench");
  await page.getByLabel("E-mail").fill("ada@bench.example");
  await page.getByLabel("Password", { exact: true }).fill("correct horse battery");
  await page.getByLabel("Organisation").fill("Bench studio");
  await page.getByLabel("Time zone").selectOption("Europe/Berlin");
  await page.getByRole("button", { name: "Create account" }).click();
  await page.getByText("Create your first bookable product").waitFor();
  const ids: string[] = [];
  for (let n = 0; n < products; n++) {
    const type = n === 0 ? "class" : "room";
    const places = n === 0 ? capacity : 1;
    const product = await call(page, "product.create", { type, name: `Product ${n + 1}`, capacity: places });
    ids.push(String(product.id));
    const weeklyHours = [{ days: [1, 2, 3, 4, 5, 6, 7], start: "08:00", end: "20:00" }];
    await call(page, "availability.setSchedule", {
      productId: product.id,
      timeZone: "Europe/Berlin",
      weeklyHours,
    });
  }
  const productId = ids[0] ?? "";
  const first = firstOfNextMonth();
  const days = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  for (let n = 0; n < seriesCount; n++) {
    // Noon and later hours in Berlin, whatever its clocks do: all lie within the hours.
    const start = new Date(first.getTime() + (9 + (n % 8)) * 3_600_000).toISOString();
    const customer = { name: `Customer ${n + 1}`, email: `customer${n}@bench.example` };
    const rule = { productId, start, rrule: `FREQ=DAILY;COUNT=${days}`, durationMinutes: 60, attendees: 1 };
    await call(page, "booking.createSeries", { ...rule, customer });
  }
  return { productId, month: first.toISOString().slice(0, 10), bookings: seriesCount * days };
}

function firstOfNextMonth(): Date {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1));
}

/** Calls a procedure as the signed-in person. Throws with the answer's words unless it succeeds. */
async function call(page: Page, procedure: string, input: object): Promise<Record<string, unknown>> {
  const url = new URL(`/trpc/${procedure}`, page.url());
  const answer = await page.request.post(url.href, { data: input, headers: { Origin: url.origin } });
  if (!answer.ok()) throw new Error(`${procedure}: ${answer.status()} ${await answer.text()}`);
  return (await answer.json()).result.data;
}
