import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import type { Page } from "@playwright/test";
import axe from "axe-core";

// https://wicg.github.io/layout-instability/
type LayoutShift = PerformanceEntry & {
  value: number;
  hadRecentInput: boolean;
  sources: { node: Node | null }[];
};

declare global {
  interface Window {
    axe: typeof axe;
    moved: string[];
    movedBy: number;
  }
}

/** Notes what is drawn and then moves by itself; to be called before a page is opened. */
export async function watchLayout(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.moved = [];
    window.movedBy = 0;
    const nameOf = (node: Node | null) => (node instanceof Element ? node.outerHTML.slice(0, 120) : "text");
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as LayoutShift[]) {
        if (entry.hadRecentInput) continue;
        window.movedBy += entry.value;
        window.moved.push(
          `${entry.value.toFixed(3)} ${entry.sources.map(({ node }) => nameOf(node)).join(" | ")}`,
        );
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
}

/** What nobody minds, by https://web.dev/articles/cls: how finely a page streams in depends on the machine. */
const mostMoved = 0.1;

/** What has moved so far, when it was more than nobody minds: how much of the window, and which elements. */
export async function moved(page: Page): Promise<string[]> {
  return page.evaluate((most) => (window.movedBy > most ? window.moved : []), mostMoved);
}

/** What axe finds serious on the page as it stands: all rules, or those about colours alone. */
export async function seriousFindings(
  page: Page,
  { coloursOnly }: { coloursOnly: boolean },
): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  return page.evaluate(async (isColours) => {
    // Browsers give the focus to what scrolls by themselves; the calendar's rows may not have a tab stop between them.
    const rules = isColours
      ? { runOnly: ["color-contrast", "link-in-text-block"] }
      : { rules: { "scrollable-region-focusable": { enabled: false } } };
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
