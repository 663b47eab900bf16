import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Router } from "express";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createLogger } from "../logger.ts";
import { createApp } from "./create-app.ts";

const server = createServer();
let url = "";

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  server.on(
    "request",
    createApp({
      config: { appUrl: new URL(url), trustedProxies: 0 },
      logger: createLogger("silent"),
      screens: {
        assets: Router(),
        pages: (_request, response) => void response.sendStatus(404),
        close: async () => undefined,
      },
      checks: {},
      isDevelopment: false,
      consentOrigins: [],
      jobsDoor: null,
      notifications: null,
    }),
  );
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

test("the docs page and everything it names come from this server, within its content security policy", async () => {
  const response = await fetch(`${url}/api/docs`);
  expect(response.status).toBe(200);
  expect(response.headers.get("Content-Type")).toBe("text/html; charset=utf-8");
  const policy = response.headers.get("Content-Security-Policy");
  expect(policy).toContain("default-src 'self'");
  expect(policy).not.toContain("unsafe-eval");
  const page = await response.text();
  expect(page).not.toMatch(/https?:|src="\/\/|<script>|<style>| on\w+=| style=/);
  const named = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address = ""]) => address);
  const assets = named.filter((address) => address.startsWith("/api/docs/")).sort();
  expect(named.filter((address) => !assets.includes(address)).sort()).toEqual([
    "/api/v1/openapi.json",
    "data:,",
  ]);
  const answers = await Promise.all(assets.map((address) => fetch(url + address)));
  expect(
    answers.map(({ status, headers }) => `${status} ${headers.get("Content-Type")}`.toLowerCase()),
  ).toEqual([
    "200 text/css; charset=utf-8",
    "200 text/javascript; charset=utf-8",
    "200 application/javascript; charset=utf-8",
    "200 text/css; charset=utf-8",
  ]);
  for (const answer of answers) {
    expect(answer.headers.get("X-Content-Type-Options")).toBe("nosniff");
    // Style sheets may load nothing from elsewhere either.
    if (answer.headers.get("Content-Type")?.startsWith("text/css")) {
      expect(await answer.text()).not.toMatch(/@import|url\((?!["']?data:)/);
    }
  }
});

test("nothing else of the vendor's package is served, and no other method", async () => {
  for (const address of ["package.json", "index.html", "swagger-ui-bundle.js.map", "%2e%2e/package.json"]) {
    expect((await fetch(`${url}/api/docs/${address}`)).status, address).toBe(404);
  }
  const slash = await fetch(`${url}/api/docs/`, { redirect: "manual" });
  expect([slash.status, slash.headers.get("Location")]).toEqual([301, "/api/docs"]);
  expect((await fetch(`${url}/api/docs`, { method: "POST" })).status).toBe(404);
});
