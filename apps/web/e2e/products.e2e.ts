import { watchConsole } from "./console.ts";
import { expect, test } from "./fixtures.ts";
import { overflowAt320, picture } from "./screens.ts";
import { signUp } from "./studio.ts";

test("products are added in bulk, filtered, edited, required, archived and restored", async ({
  page,
  context,
}, testInfo) => {
  test.setTimeout(120_000);
  const problems = watchConsole(page);
  await signUp(page, "Product Owner");
  await page.goto("/products");
  await expect(page.getByText("No products yet.")).toBeVisible();

  await page.getByRole("link", { name: "Add several" }).click();
  await page.getByRole("textbox", { name: "Names" }).fill("Red room\nBlue room\n\nRed room\nMassage");
  await page.getByLabel("Places").fill("x");
  await page.getByRole("button", { name: "Create them" }).click();
  await expect(page.getByRole("alert")).toContainText("Places");
  await expect(page.getByRole("textbox", { name: "Names" })).toHaveValue(/Massage/);
  await page.getByLabel("Places").fill("2");
  await page.getByRole("button", { name: "Create them" }).click();
  await expect(page.getByRole("status").filter({ hasText: "3 created" })).toBeVisible();
  await picture(page, testInfo, "bulk");

  await page.goto("/products?bookable=1");
  await expect(page.getByRole("link", { name: "Red room", exact: true })).toBeVisible();
  expect(await overflowAt320(page)).toBe(0);
  await picture(page, testInfo, "list");
  await page.getByLabel("Name contains").fill("mass");
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page.getByRole("link", { name: "Red room", exact: true })).toHaveCount(0);
  await page.getByRole("link", { name: "Massage", exact: true }).click();

  // A fault keeps what was typed and links to its field.
  await page.getByRole("textbox", { name: "Price", exact: true }).fill("45");
  await page.getByRole("textbox", { name: "Deposit" }).fill("50");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("alert").first()).toContainText("The deposit cannot exceed the price");
  await expect(page.getByRole("textbox", { name: "Deposit" })).toHaveValue("50");
  await picture(page, testInfo, "editor-fault");
  await page.getByRole("textbox", { name: "Deposit" }).fill("10,50");
  await page.getByText("Add a group…").click();
  await page.getByLabel("What it is").fill("Room");
  await page.getByLabel("Red room").check();
  await page.getByLabel("Blue room").check();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("status").filter({ hasText: "Saved." })).toBeVisible();
  await expect(page.getByRole("group", { name: "Room" })).toBeVisible();
  expect(await overflowAt320(page)).toBe(0);
  await picture(page, testInfo, "editor");

  // Somebody else changes it meanwhile: nothing is overwritten unasked.
  const other = await context.newPage();
  await other.goto(page.url());
  await other.getByRole("textbox", { name: "Name", exact: true }).fill("Thai massage");
  await other.getByRole("button", { name: "Save", exact: true }).click();
  await expect(other.getByRole("status").filter({ hasText: "Saved." })).toBeVisible();
  await page.getByLabel("Description (optional)").fill("Sixty quiet minutes");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("alert").first()).toContainText("Somebody changed this product");
  await picture(page, testInfo, "editor-stale");
  await page.getByRole("button", { name: "Save mine over theirs" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Saved." })).toBeVisible();
  await expect(page.getByLabel("Description (optional)")).toHaveValue("Sixty quiet minutes");

  // What is required cannot be archived; what requires it is named.
  await page.goto("/products");
  await page.getByRole("link", { name: "Red room", exact: true }).click();
  await page.getByRole("button", { name: "Archive" }).click();
  await expect(page.getByRole("alert")).toContainText('is required by "Massage"');
  await page.goto("/products");
  await page.getByRole("link", { name: "Massage", exact: true }).click();
  await page.getByRole("button", { name: "Archive" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Archived" })).toBeVisible();
  await page.getByRole("button", { name: "Restore" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Restored" })).toBeVisible();
  expect(problems).toEqual([]);
});
