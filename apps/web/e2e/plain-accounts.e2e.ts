import { expect, test } from "./fixtures.ts";

test.use({ javaScriptEnabled: false });

const password = "correct horse battery";

test("without JavaScript people sign up, invite, join and sign in", async ({ page, browser, server }) => {
  await page.goto("/sign-up");
  await page.getByLabel("Your name").fill("Paula Plain");
  await page.getByLabel("E-mail").fill("paula@example.org");
  await page.getByLabel("Password", { exact: true }).fill("short");
  await page.getByLabel("Organisation").fill("Plain Studio");
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByText("Choose a password of at least 10 characters")).toBeVisible();
  await expect(page.getByLabel("Your name")).toHaveValue("Paula Plain");
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page).toHaveURL(/\/availability/);

  await page.goto("/settings/members");
  const form = page.getByRole("region", { name: "Invite somebody" });
  await form.getByLabel("E-mail").fill("quinn@example.org");
  await form.getByLabel("Role").selectOption("staff");
  await form.getByRole("button", { name: "Create invitation" }).click();
  await expect(page.getByText("quinn@example.org is invited")).toBeVisible();
  const link = await page.getByLabel("Invitation link").inputValue();

  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: server.url });
  const guest = await context.newPage();
  await guest.goto(link);
  await guest
    .getByRole("link", { name: /create/i })
    .first()
    .click();
  await guest.getByLabel("Your name").fill("Quinn");
  await guest.getByLabel("Password", { exact: true }).fill(password);
  await guest.getByRole("button", { name: "Create account" }).click();
  await guest.getByRole("button", { name: /join|accept/i }).click();
  await guest.goto("/settings/members");
  await expect(guest.getByText("paula@example.org")).toBeVisible();
  await guest.locator("summary", { hasText: "Plain Studio" }).click();
  await guest.getByRole("button", { name: "Sign out" }).click();
  await guest.getByLabel("E-mail").fill("quinn@example.org");
  await guest.getByLabel("Password", { exact: true }).fill(password);
  await guest.getByRole("button", { name: "Sign in" }).click();
  await expect(guest.getByText("Plain Studio").first()).toBeVisible();
  await context.close();
});

test("guessing passwords is slowed down, and the form says for how long", async ({ request }) => {
  const attempt = () =>
    request.post("/sign-in", {
      form: { email: "paula@example.org", password: "a wrong password" },
      headers: { Accept: "text/html", "Sec-Fetch-Site": "same-origin" },
    });
  const statuses: number[] = [];
  // A minute's window may begin anew on the way, so that there are two of them to fill.
  while (statuses.length < 25 && !statuses.includes(429)) statuses.push((await attempt()).status());
  expect(statuses[0]).toBe(401);
  expect(statuses.at(-1)).toBe(429);
  const page = await (await attempt()).text();
  expect(page).toMatch(/Too many attempts\. Try again in (<!-- -->)?\d+(<!-- -->)? seconds\./);
});
