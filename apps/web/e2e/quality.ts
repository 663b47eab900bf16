import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import type { Page } from "@playwright/test";
import axe from "axe-core";

declare global {
  interface Window {
    axe: typeof axe;
    layoutShift: number;
  }
}

/** Sums up how far what is drawn moves by itself; to be called before a page is opened. */
export async function watchLayout(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.layoutShift = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & {
        value: number;
        hadRecentInput: boolean;
      })[]) {
        if (!entry.hadRecentInput) window.layoutShift += entry.value;
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
}

/** What axe finds serious on the page as it stands: all rules, or those about colours alone. */
export async function seriousFindings(
  page: Page,
  { coloursOnly }: { coloursOnly: boolean },
): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  return page.evaluate(async (isColours) => {
    const rules = isColours ? { runOnly: ["color-contrast", "link-in-text-block"] } : {};
    const { violations } = await window.axe.run(document, { ...rules, resultTypes: ["violations"] });
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .flatMap(({ id, nodes }) =>
        nodes.slice(0, 3).map(({ target, failureSummary }) => `${id}: ${target.join(" ")} ${failureSummary}`),
      );
  }, coloursOnly);
}

const clientBuild = fileURLToPath(new URL("../build/client", import.meta.url));
const gzipped = new Map<string, number>();

/** How much JavaScript the page has loaded so far, as gzip makes it, in kB; cached files count too. */
export async function javascriptKilobytes(page: Page): Promise<number> {
  const paths = await page.evaluate(() =>
    performance
      .getEntriesByType("resource")
      .map(({ name }) => new URL(name).pathname)
      .filter((path) => path.endsWith(".js")),
  );
  let bytes = 0;
  for (const path of new Set(paths)) {
    const size = gzipped.get(path) ?? gzipSync(await readFile(clientBuild + path)).length;
    gzipped.set(path, size);
    bytes += size;
  }
  return Math.round(bytes / 1000);
}
