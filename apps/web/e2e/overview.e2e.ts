import { book } from "./booking-steps.ts";
import { watchConsole } from "./console.ts";
import { expect, test } from "./fixtures.ts";
import { overflowAt320, picture } from "./screens.ts";
import { createRoom, signUp } from "./studio.ts";

test("the overview leads a new organisation on, and shows what waits", async ({ page }, testInfo) => {
  const problems = watchConsole(page);
  await signUp(page, "Overview Owner");
  await page.getByRole("link", { name: "Overview", exact: true }).click();
  const firstSteps = page.getByRole("region", { name: "First steps" });
  await expect(firstSteps.getByText("0 of 5 done")).toBeVisible();
  await expect(page.getByText("Nothing is booked for today.")).toBeVisible();
  await expect(page.getByText("Nothing waits for you.")).toBeVisible();
  await expect(page.getByText("No calendar is connected.")).toBeVisible();
  await picture(page, testInfo, "01-empty");

  const productId = await createRoom(page, "Meeting room");
  await book(page, productId, { hour: 10, name: "Carla Diaz" });
  await page.request.post("/trpc/product.update", {
    data: { productId, requiresApproval: true },
    headers: { Origin: new URL(page.url()).origin },
  });
  await book(page, productId, { hour: 12, name: "Nils Berg" });
  await page.goto("/");
  await expect(firstSteps.getByText("3 of 5 done")).toBeVisible();
  const decisions = page.getByRole("region", { name: "Needs a decision" });
  await expect(decisions.getByRole("heading", { name: "Bookings that wait 1" })).toBeVisible();
  await expect(decisions.getByText(/waits for approval/)).toBeVisible();
  await picture(page, testInfo, "02-waiting");
  expect(await overflowAt320(page)).toBe(0);

  await firstSteps.getByRole("button", { name: "Hide this list" }).click();
  await expect(firstSteps).toHaveCount(0);
  await decisions.getByRole("link", { name: "Nils Berg, Meeting room" }).click();
  await expect(page.getByRole("dialog", { name: "Meeting room: Nils Berg" })).toBeVisible();
  expect(problems).toEqual([]);
});
