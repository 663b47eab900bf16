import { expect, test } from "vitest";
import { destinationFault } from "./destination.ts";

const fault = (text: string, allowPrivate = false) => destinationFault(new URL(text), allowPrivate);

test.each([
  "https://127.0.0.1/",
  "https://10.1.2.3/",
  "https://169.254.169.254/",
  "https://[::1]/",
  "https://[::ffff:10.0.0.1]/",
  "https://127.1/",
  "https://0177.0.0.1/",
  "https://localhost/",
  "https://LOCALHOST./",
  "https://api.localhost/",
])("[WH22] %s is refused as it is written", (text) => {
  expect(fault(text)).toMatch(/private network/);
});

test("[WH22] plain http is refused, and https to the internet is not", () => {
  expect(fault("http://example.org/")).toMatch(/https/);
  expect(fault("https://example.org/hook?key=1")).toBeNull();
  expect(fault("https://8.8.8.8/")).toBeNull();
  expect(fault("https://[2606:4700:4700::1111]/")).toBeNull();
});

test("[WH23] where it is allowed, private addresses are taken, also by plain http; the internet still needs https", () => {
  expect(fault("http://127.0.0.1:4000/", true)).toBeNull();
  expect(fault("http://localhost:4000/", true)).toBeNull();
  expect(fault("http://example.org/", true)).toMatch(/https/);
});
