import { browserLaunch } from "@availability/web/browser";
import { chromium, type Page } from "@playwright/test";
import type { Cluster } from "../data/cluster.ts";
import { startServer } from "../http/server.ts";
import { median, quantile } from "../sync/sync-measurement.ts";
import { fillStudio } from "./people.ts";

/** One line of the result: how long somebody waits for a screen, and what it asks the server for. */
export type WebMeasurement = {
  name: string;
  ms: number;
  p95: number;
  requests: number;
  samples: number;
  passed: true;
};

const samples = 15;

/**
 * The calendar in a real browser against the production server: first loads with an empty cache, switches of the month, and a
 * change made elsewhere until it shows. 50 products, and a month of one with 2,000 bookings.
 */
export async function benchWeb(cluster: Cluster, log: (line: string) => void): Promise<WebMeasurement[]> {
  await using server = await startServer(await cluster.create("web"));
  const browser = await chromium.launch(await browserLaunch());
  try {
    const context = await browser.newContext({ baseURL: server.url, locale: "en-GB" });
    const page = await context.newPage();
    log("Filling a studio: 50 products, 2,000 bookings");
    const { productId, month, bookings } = await fillStudio(page);
    const storageState = await context.storageState();
    const open = (view: string) => `/availability?product=${productId}&view=${view}&date=${month}`;
    const first = async (view: string) =>
      repeated(`${view}, first load with an empty cache (${bookings} bookings in the month)`, async () => {
        const fresh = await browser.newContext({ baseURL: server.url, locale: "en-GB", storageState });
        const tab = await fresh.newPage();
        const look = await watched(tab, async () => {
          await tab.goto(open(view));
          await drawn(tab, view);
        });
        await fresh.close();
        return look;
      });
    const switched = async (view: string) => {
      await page.goto(open(view));
      await drawn(page, view);
      return repeated(`${view}, switched to the next`, async (n) => {
        const title = page.locator("main [aria-live=polite]").first();
        const before = await title.textContent();
        return watched(page, async () => {
          await page.getByRole("link", { name: n % 2 === 0 ? "Next" : "Previous", exact: true }).click();
          while ((await title.textContent()) === before) await page.waitForTimeout(1);
        });
      });
    };
    return [await first("month"), await first("week"), await switched("month"), await switched("week")];
  } finally {
    await browser.close();
  }
}

/** What belongs to the view stands in the page. */
async function drawn(page: Page, view: string): Promise<void> {
  if (view === "month") await page.getByRole("grid").waitFor();
  else await page.getByTestId("calendar").getByText("Customer").first().waitFor();
}

type Look = { ms: number; requests: number };

async function watched(page: Page, act: () => Promise<void>): Promise<Look> {
  let requests = 0;
  const count = () => {
    requests += 1;
  };
  page.on("request", count);
  const began = performance.now();
  await act();
  const ms = performance.now() - began;
  page.off("request", count);
  return { ms, requests };
}

async function repeated(name: string, look: (n: number) => Promise<Look>): Promise<WebMeasurement> {
  const looks: Look[] = [];
  // The first one warms the server and is not counted.
  for (let n = 0; n <= samples; n++) looks.push(await look(n));
  const counted = looks.slice(1);
  const times = counted.map(({ ms }) => ms);
  return {
    name,
    ms: median(times),
    p95: quantile(times, 0.95),
    requests: median(counted.map(({ requests }) => requests)),
    samples,
    passed: true,
  };
}
