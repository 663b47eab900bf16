import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { Browser, Page } from "@playwright/test";
import { book, call } from "./booking-steps.ts";
import { watchConsole } from "./console.ts";
import { expect, test } from "./fixtures.ts";
import { overflowAt320, picture } from "./screens.ts";
import { createRoom, password, signUp } from "./studio.ts";

test("the owner sets the organisation up", async ({ page }, testInfo) => {
  const problems = watchConsole(page);
  await signUp(page, "Settings Owner");
  await page.goto("/settings");
  await expect(page.getByRole("heading", { name: "Organisation", level: 1 })).toBeVisible();
  await picture(page, testInfo, "organisation");
  expect(await overflowAt320(page)).toBe(0);
  const main = page.getByRole("main");
  await page.getByLabel("A hold lasts (minutes)").fill("soon");
  await page.getByLabel("Days ahead").fill("60");
  await main.getByRole("button", { name: "Save" }).click();
  await expect(main.getByRole("alert")).toContainText("A hold lasts (minutes)");
  await expect(page.getByLabel("Days ahead")).toHaveValue("60");
  await page.getByLabel("A hold lasts (minutes)").fill("10");
  await page.getByLabel("Refuse the booking").check();
  // Somebody else saves meanwhile.
  await call(page, "organization.update", { completeAfterMinutes: null });
  await main.getByRole("button", { name: "Save" }).click();
  await expect(main.getByRole("alert")).toContainText("Somebody changed these settings");
  await main.getByRole("button", { name: "Save mine over theirs" }).click();
  await expect(main.getByRole("status")).toContainText("Saved.");
  await page.reload();
  await expect(page.getByLabel("A hold lasts (minutes)")).toHaveValue("10");
  await expect(page.getByLabel("Refuse the booking")).toBeChecked();
  await expect(page.getByLabel("Completed after its end by (minutes)")).toHaveValue("60");

  // A key opens the API until it is revoked.
  await page.getByRole("navigation", { name: "Settings" }).getByRole("link", { name: "API keys" }).click();
  await expect(page.getByText("There is no key yet.")).toBeVisible();
  await main.getByRole("button", { name: "Create key" }).click();
  await expect(main.getByRole("alert")).toContainText("Give it a name");
  await page.getByLabel("Name", { exact: true }).fill("Website");
  await main.getByRole("button", { name: "Create key" }).click();
  await expect(main.getByRole("status")).toContainText("It is not shown again.");
  const key = await page.getByLabel("API key", { exact: true }).inputValue();
  const products = () =>
    page.request.get("/api/v1/products", { headers: { Authorization: `Bearer ${key}` } });
  expect((await products()).status()).toBe(200);
  await picture(page, testInfo, "api-keys");
  expect(await overflowAt320(page)).toBe(0);
  await page.getByText("Revoke Website…").click();
  await main.getByRole("button", { name: "Revoke Website" }).click();
  await expect(main.getByRole("status")).toContainText("It opens nothing any more.");
  expect((await products()).status()).toBe(401);

  // Roles, and what concerns one person alone.
  const pages = page.getByRole("navigation", { name: "Settings" });
  await pages.getByRole("link", { name: "Roles" }).click();
  await expect(
    page.getByRole("row", { name: /^Make and change bookings.* Yes Yes Yes Yes No$/ }),
  ).toBeVisible();
  await picture(page, testInfo, "roles");
  expect(await overflowAt320(page)).toBe(0);
  await pages.getByRole("link", { name: "Personal" }).click();
  await page.getByLabel("Show times in").selectOption("Asia/Tokyo");
  await page.getByLabel("12 hours").check();
  await page.getByLabel("Dark").check();
  await page.getByLabel("Single keys are shortcuts").uncheck();
  await main.getByRole("button", { name: "Save" }).click();
  await expect(main.getByRole("status")).toContainText("Saved.");
  await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", "dark");
  expect(await overflowAt320(page)).toBe(0);
  await page.screenshot({ path: testInfo.outputPath("personal-dark.png"), fullPage: true });
  await page.goto("/settings/api-keys");
  await expect(page.getByText(/Made by .*, \d{1,2}:\d\d [ap]m \(Asia\/Tokyo\)/)).toBeVisible();
  await page.goto("/availability");
  await expect(page.getByText("Create your first bookable product")).toBeVisible();
  await expect(page).toHaveURL(/tz=Asia%2FTokyo/);
  await page.keyboard.press("g");
  await page.keyboard.press("c");
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog", { name: "Command palette" })).toBeVisible();
  await expect(page).toHaveURL(/\/availability/);
  expect(problems).toEqual([]);
});

test("a webhook is told of a booking, and the audit log tells of the webhook", async ({ page }, testInfo) => {
  const problems = watchConsole(page);
  await using receiver = await startReceiver();
  await signUp(page, "Hook Owner");
  const productId = await createRoom(page, "Meeting room");
  await page.goto("/settings/webhooks");
  const main = page.getByRole("main");
  await expect(page.getByText("There is no webhook yet.")).toBeVisible();
  await page.getByLabel("Address").fill("http://example.org/hooks");
  await page.getByLabel("booking.created").check();
  await main.getByRole("button", { name: "Create webhook" }).click();
  await expect(main.getByRole("alert")).toContainText("Use https");
  await expect(page.getByLabel("booking.created")).toBeChecked();
  await page.getByLabel("Address").fill(receiver.url);
  await main.getByRole("button", { name: "Create webhook" }).click();
  await expect(page.getByRole("textbox", { name: "Signing secret" })).toHaveValue(/^whsec_/);
  await picture(page, testInfo, "webhooks");
  expect(await overflowAt320(page)).toBe(0);
  await page.getByRole("link", { name: "See its deliveries" }).click();
  await expect(page.getByText("Nothing was told yet")).toBeVisible();
  await book(page, productId, { hour: 10, name: "Carla Diaz" });
  const untilTold = (times: number) =>
    expect(async () => {
      expect(receiver.told).toEqual(Array(times).fill("booking.created"));
      await page.reload();
      await expect(main.getByText(`${times === 1 ? "1 try" : `${times} tries`}. Answered 204.`)).toBeVisible({
        timeout: 500,
      });
    }).toPass();
  await untilTold(1);
  await main.getByRole("button", { name: "Deliver booking.created again" }).click();
  await expect(main.getByRole("status")).toContainText("It is being delivered again.");
  await untilTold(2);
  await page.getByText("Message", { exact: true }).click();
  await picture(page, testInfo, "webhook");
  expect(await overflowAt320(page)).toBe(0);
  await page.getByLabel("Note (optional)").fill("Website");
  await main.getByRole("button", { name: "Save" }).click();
  await expect(main.getByRole("status")).toContainText("Saved.");
  await main.getByRole("button", { name: "Disable" }).click();
  await expect(main.getByRole("status")).toContainText("It is told nothing");
  await page.getByText("Give it a new signing secret…").click();
  await main.getByRole("button", { name: "Make a new secret" }).click();
  await expect(page.getByRole("textbox", { name: "Signing secret" })).toHaveValue(/^whsec_/);
  await page.getByText("Delete this webhook…").click();
  await main.getByRole("button", { name: "Delete for good" }).click();
  await expect(page.getByText("There is no webhook yet.")).toBeVisible();

  await call(page, "organization.update", { holdMinutes: 12 });
  await page.getByRole("navigation", { name: "Settings" }).getByRole("link", { name: "Audit log" }).click();
  await expect(page.getByRole("row", { name: /Hold minutes 5 12/ })).toBeVisible();
  await picture(page, testInfo, "audit");
  expect(await overflowAt320(page)).toBe(0);
  await page.getByLabel("Done to").selectOption("webhook");
  await page.getByLabel("Who").selectOption("Hook Owner");
  await main.getByRole("button", { name: "Show", exact: true }).click();
  await expect(page).toHaveURL(/kind=webhook/);
  await expect(page.getByRole("row", { name: /Webhook made/ })).toBeVisible();
  await expect(page.getByRole("row", { name: /Organisation settings changed/ })).toHaveCount(0);
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download as CSV" }).click();
  const csv = await readFile(await (await download).path(), "utf8");
  const actions = csv.match(/webhook\.\w+|organization\.\w+/g) ?? [];
  expect([...actions].reverse()).toEqual([
    "webhook.created",
    "webhook.updated",
    "webhook.updated",
    "webhook.secret_rotated",
    "webhook.deleted",
  ]);
  await main.getByRole("link", { name: "Show all" }).click();
  await expect(page.getByRole("row", { name: /Audit log exported/ })).toBeVisible();
  expect(problems).toEqual([]);
});

test("a viewer reads the settings and changes none", async ({ page, browser, baseURL }) => {
  await signUp(page, "Careful Owner");
  const viewer = await joinAs(page, { browser, baseURL, role: "viewer", name: "Vera Viewer" });
  await viewer.goto("/settings");
  const main = viewer.getByRole("main");
  await expect(main.getByText(/Your role \(viewer\) does not let you change these settings/)).toBeVisible();
  await expect(viewer.getByLabel("Name", { exact: true })).toBeDisabled();
  await expect(main.getByRole("button", { name: "Save" })).toHaveCount(0);
  const pages = viewer.getByRole("navigation", { name: "Settings" });
  await expect(pages.getByRole("link", { name: "API keys" })).toHaveCount(0);
  await viewer.goto("/settings/api-keys");
  await expect(main.getByRole("alert")).toContainText("An owner or admin can change yours.");
  await expect(pages.getByRole("link", { name: "Members" })).toBeVisible();
  await viewer.context().close();
});

type Joining = { browser: Browser; baseURL: string | undefined; role: string; name: string };

/** A second person, invited with this role and signed in, in a browser of their own. */
async function joinAs(owner: Page, { browser, baseURL, role, name }: Joining): Promise<Page> {
  const email = `${name.toLowerCase().replaceAll(" ", ".")}@example.org`;
  await owner.goto("/settings/members");
  const form = owner.getByRole("region", { name: "Invite somebody" });
  await form.getByLabel("E-mail").fill(email);
  await form.getByLabel("Role").selectOption(role);
  await form.getByRole("button", { name: "Create invitation" }).click();
  const link = await owner.getByLabel("Invitation link").inputValue();
  const context = await browser.newContext({ baseURL });
  const page = await context.newPage();
  await page.goto(link);
  await page
    .getByRole("link", { name: /create/i })
    .first()
    .click();
  await page.getByLabel("Your name").fill(name);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Create account" }).click();
  await page.getByRole("button", { name: /join|accept/i }).click();
  await expect(page.getByRole("heading", { name: "Overview" })).toBeVisible();
  return page;
}

/** A server that takes webhooks, and the types of the messages it was sent. */
async function startReceiver() {
  const told: string[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const part of request) body += part;
    told.push(JSON.parse(body).type);
    response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const end = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return { told, url: `http://127.0.0.1:${port}/hooks`, [Symbol.asyncDispose]: end };
}
