import type { Page, TestInfo } from "@playwright/test";

/** Full-page pictures of a screen in light, in dark and on a narrow phone, in the test's output. */
export async function picture(page: Page, testInfo: TestInfo, name: string): Promise<void> {
  const take = (kind: string) =>
    page.screenshot({ path: testInfo.outputPath(`${name}-${kind}.png`), fullPage: true });
  await take("light");
  await page.evaluate(() => document.documentElement.setAttribute("data-mantine-color-scheme", "dark"));
  await take("dark");
  await page.evaluate(() => document.documentElement.setAttribute("data-mantine-color-scheme", "light"));
  const size = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 700 });
  await take("phone");
  if (size) await page.setViewportSize(size);
}

/** How far a page can be scrolled sideways at 320 px; 0 when everything fits. */
export async function overflowAt320(page: Page): Promise<number> {
  const size = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 700 });
  const overflow = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
  if (size) await page.setViewportSize(size);
  return overflow;
}
