import * as z from "zod";
import { expect, test } from "./fixtures.ts";

const OpenApi = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) });

test("the docs page lists every operation of the API, and a pasted key is sent with a call", async ({
  page,
  server,
}) => {
  const problems: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(message.text());
  });
  page.on("pageerror", (error) => problems.push(error.message));
  const elsewhere: string[] = [];
  page.on("request", (request) => {
    if (!/^(data|blob):/.test(request.url()) && new URL(request.url()).origin !== server.url) {
      elsewhere.push(request.url());
    }
  });

  const { paths } = OpenApi.parse(await (await fetch(`${server.url}/api/v1/openapi.json`)).json());
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  await page.goto("/api/docs");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Availability");
  const blocks = page.locator(".opblock");
  await expect(blocks).toHaveCount(operations.length);
  const shown = await blocks.evaluateAll((elements) =>
    elements.map((element) => {
      const text = (selector: string) => element.querySelector(selector)?.textContent?.trim() ?? "";
      // Zero-width spaces mark where a long path may break.
      return `${text(".opblock-summary-method")} ${text(".opblock-summary-path")}`.replaceAll("\u200b", "");
    }),
  );
  expect(shown.sort()).toEqual(operations.sort());

  await page.getByRole("button", { name: "Authorize" }).click();
  await page.locator(".dialog-ux input").fill(`avk_${"A".repeat(43)}`);
  await page.locator(".dialog-ux").getByRole("button", { name: "Apply credentials" }).click();
  await page.locator(".dialog-ux").getByRole("button", { name: "Close" }).first().click();
  // By its path, for summaries are reworded.
  const list = blocks.filter({ has: page.locator(`[data-path="/api/v1/products"]`) }).first();
  await list.locator("button").first().click();
  await page.getByRole("button", { name: "Try it out" }).click();
  expect(problems).toEqual([]);
  const answered = page.waitForResponse((response) => response.url().includes("/api/v1/products"));
  await page.getByRole("button", { name: "Execute" }).click();
  const response = await answered;
  expect(await response.request().headerValue("Authorization")).toBe(`Bearer avk_${"A".repeat(43)}`);
  expect(response.status()).toBe(401);
  await expect(page.getByText("unauthenticated").first()).toBeVisible();
  expect(elsewhere).toEqual([]);
});
