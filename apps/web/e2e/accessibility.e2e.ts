import { readFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "@playwright/test";
import { watchConsole } from "./console.ts";
import { screenAddresses, unknownScreens } from "./every-screen.ts";
import { javascriptKilobytes, moved, seriousFindings, watchLayout } from "./quality.ts";
import { type RunningServer, startServer } from "./server.ts";
import { untilAlive } from "./studio.ts";

let server: RunningServer;
test.beforeAll(async () => {
  server = await startServer({ DEMO_DATA: "1" });
});
test.afterAll(() => server.stop());

test("each screen is listed here", async () => {
  expect(await unknownScreens()).toEqual([]);
});

test("every screen: no serious finding in light, dark or forced colours, a silent console, nothing moves, 320 px and little JavaScript are enough", async ({
  browser,
}) => {
  test.setTimeout(300_000);
  const page = await browser.newPage({ baseURL: server.url });
  const { email, password } = JSON.parse(await readFile(path.join(server.dataDir, "dev.json"), "utf8")).user;
  const problems = watchConsole(page);
  await watchLayout(page);
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).not.toHaveURL(/sign-in/);
  const faults: string[] = [];
  for (const address of await screenAddresses(page)) {
    const noteAll = (kind: string, found: string[]) =>
      faults.push(...found.map((what) => `${address} ${kind}: ${what}`));
    await page.emulateMedia({ colorScheme: "light", forcedColors: "none" });
    await page.goto(address, { waitUntil: "load" });
    await untilAlive(page);
    noteAll("light", await seriousFindings(page, { coloursOnly: false }));
    await page.emulateMedia({ colorScheme: "dark" });
    await page.locator("html[data-mantine-color-scheme=dark]").waitFor();
    noteAll("dark", await seriousFindings(page, { coloursOnly: true }));
    await page.emulateMedia({ forcedColors: "active" });
    noteAll("forced", await seriousFindings(page, { coloursOnly: true }));
    const limit = address.startsWith("/availability") ? 300 : 200;
    const kilobytes = await javascriptKilobytes(page);
    if (kilobytes > limit) faults.push(`${address} loads ${kilobytes} kB of JavaScript, more than ${limit}`);
    noteAll("moves", await moved(page));
    await page.setViewportSize({ width: 320, height: 700 });
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    if (overflow > 0) faults.push(`${address} is ${overflow} px too wide at 320 px`);
    await page.setViewportSize({ width: 1280, height: 720 });
    noteAll("console", problems.splice(0));
  }
  expect(faults).toEqual([]);
});
