import { expect, test } from "vitest";
import { googleEndpoints, googleSettings } from "./config.ts";

const config = { clientId: "id", clientSecret: "secret", ...googleEndpoints };

test("Google's own addresses need no more than a client", () => {
  expect(googleSettings(config)).toMatchObject({ allowHttp: false, timeoutMs: 10_000, pageSize: 2500 });
});

test.each(["http://127.0.0.1:4000/google/token", "http://localhost:4000/token", "http://[::1]:4000/token"])(
  "a stand-in on this machine may speak http: %s",
  (tokenUrl) => {
    expect(googleSettings({ ...config, tokenUrl }).allowHttp).toBe(true);
  },
);

test.each([
  "http://oauth2.googleapis.com/token",
  "http://127.0.0.1.example.com/",
  "http://10.0.0.5/token",
  "ftp://localhost/",
])("tokens never travel to %s", (tokenUrl) => {
  expect(() => googleSettings({ ...config, tokenUrl })).toThrow(/tokenUrl must start with https/);
});

test("every faulty field is named at once, and the secret is not", () => {
  const faulty = { ...config, clientId: " ", authUrl: "accounts", apiRootUrl: "http://example.com" };
  expect(() => googleSettings(faulty)).toThrow(/clientId is empty; authUrl is not a URL; apiRootUrl must/);
});
