import { mkdir, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { test as base, type Page } from "@playwright/test";
import { screenAddresses } from "./every-screen.ts";
import { type RunningServer, startServer } from "./server.ts";
import { password, signUp, untilAlive } from "./studio.ts";

// Pictures of every screen in apps/web/screenshots: with the demo's data, of a new organisation, and as somebody sees them
// who may not change anything.

const folder = fileURLToPath(new URL("../screenshots", import.meta.url));
const phones = [320, 390];

const test = base.extend<object, { server: RunningServer }>({
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern
    async ({}, use) => {
      await rm(folder, { recursive: true, force: true });
      const server = await startServer({ DEMO_DATA: "1" });
      await use(server);
      await server.stop();
    },
    { scope: "worker", timeout: 120_000 },
  ],
  baseURL: async ({ server }, use) => use(server.url),
});
test.beforeEach(({ page }) => page.emulateMedia({ reducedMotion: "reduce" }));

test("every screen with data", async ({ page, server }) => {
  for (const address of ["/sign-in", "/sign-up"]) await pictures(page, "demo", address);
  await signInToDemo(page, server);
  for (const address of await screenAddresses(page)) await pictures(page, "demo", address);
  for (const range of ["quarter", "year"]) await pictures(page, "demo", `/?range=${range}`);
  await page.goto("/");
  await untilAlive(page);
  await page.keyboard.press("Control+k");
  await shot(page, "demo", "palette");
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await shot(page, "demo", "keys");
});

test("every screen without data, and addresses that name nothing", async ({ page }) => {
  await signUp(page, "Picture Owner");
  const nobody = "01890000-0000-7000-8000-000000000000";
  for (const address of [
    ...[
      "/",
      "/availability",
      "/booking",
      "/booking?view=approval",
      "/booking?view=recurring",
      "/booking?view=past",
    ],
    ...["/booking/locations", "/booking/availability", "/products", "/customers", "/integrations"],
    ...["/settings", "/settings/members", "/nowhere"],
    ...[`/customers/${nobody}`, `/products/${nobody}`, `/booking/bookings/${nobody}`],
  ]) {
    await pictures(page, "empty", address);
  }
});

test("every screen for somebody who may only look", async ({ page, browser, server }) => {
  await signInToDemo(page, server);
  const addresses = await screenAddresses(page);
  await page.goto("/settings/members");
  const form = page.getByRole("region", { name: "Invite somebody" });
  await form.getByLabel("E-mail").fill("viewer@example.org");
  await form.getByLabel("Role").selectOption("viewer");
  await form.getByRole("button", { name: "Create invitation" }).click();
  const link = await page.getByLabel("Invitation link").inputValue();
  const viewer = await (await browser.newContext({ baseURL: server.url })).newPage();
  await viewer.goto(link);
  await pictures(viewer, "viewer", new URL(link).pathname);
  await viewer.goto(link);
  await viewer
    .getByRole("link", { name: /create/i })
    .first()
    .click();
  await viewer.getByLabel("Your name").fill("Vera Viewer");
  await viewer.getByLabel("Password", { exact: true }).fill(password);
  await viewer.getByRole("button", { name: "Create account" }).click();
  await viewer.getByRole("button", { name: /join|accept/i }).click();
  await viewer.waitForURL((url) => !url.pathname.startsWith("/invitations"));
  for (const address of addresses) await pictures(viewer, "viewer", address);
});

async function signInToDemo(page: Page, server: RunningServer): Promise<void> {
  const { user } = JSON.parse(await readFile(path.join(server.dataDir, "dev.json"), "utf8"));
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(user.email);
  await page.getByLabel("Password", { exact: true }).fill(user.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
}

/** One address in light and dark, and as phones show it. */
async function pictures(page: Page, state: string, address: string): Promise<void> {
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto(address, { waitUntil: "load" });
  await untilAlive(page);
  await page.locator(".mantine-Skeleton-root").first().waitFor({ state: "hidden" });
  const name =
    address === "/"
      ? "overview"
      : address
          .slice(1)
          .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "id")
          .replaceAll(/[^\w-]+/g, "-");
  await shot(page, state, `${name}-light`);
  await page.emulateMedia({ colorScheme: "dark" });
  await shot(page, state, `${name}-dark`);
  await page.emulateMedia({ colorScheme: "light" });
  const size = page.viewportSize();
  for (const width of phones) {
    await page.setViewportSize({ width, height: 720 });
    await shot(page, state, `${name}-${width}`);
  }
  if (size) await page.setViewportSize(size);
}

async function shot(page: Page, state: string, name: string): Promise<void> {
  await mkdir(path.join(folder, state), { recursive: true });
  await page.screenshot({ path: path.join(folder, state, `${name}.png`), fullPage: true });
}
