import { expect, test } from "./fixtures.ts";

const password = "correct horse battery";

test("a person signs up, signs out, mistypes the password and signs in again", async ({ page }) => {
  const problems: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(message.text());
  });
  page.on("pageerror", (error) => problems.push(error.message));

  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await page.getByRole("link", { name: "Create one" }).click();

  await page.getByLabel("Your name").fill("Ann Harbour");
  await page.getByLabel("E-mail").fill("ann@example.org");
  await page.getByLabel("Password", { exact: true }).fill("short");
  await page.getByLabel("Organisation").fill("Harbour Studio");
  await expect(page.getByLabel("Time zone")).toHaveValue("Europe/London");
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByText("Choose a password of at least 10 characters")).toBeVisible();
  await expect(page.getByLabel("Your name")).toHaveValue("Ann Harbour");

  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page).toHaveURL(/\/availability/);
  await expect(page.getByText("Harbour Studio").first()).toBeVisible();

  await page.locator("summary", { hasText: "Harbour Studio" }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in/);

  await page.getByLabel("E-mail").fill("ann@example.org");
  await page.getByLabel("Password", { exact: true }).fill("wrong password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert")).toContainText("E-mail or password is wrong");
  await expect(page.getByLabel("E-mail")).toHaveValue("ann@example.org");

  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/availability/);
  // The refused forms answer 400 and 401, which the browser reports as errors of their own.
  expect(problems.filter((text) => !/status of 40[01]/.test(text))).toEqual([]);
});
