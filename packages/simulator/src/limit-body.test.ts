import { expect, test } from "vitest";
import { testSimulator } from "./test-client.ts";

const chunked = (text: string) => new Blob([text]).stream();

test("a request may have no body, one of any announced length up to a megabyte, or one in chunks", async () => {
  const { url } = await testSimulator();
  const call = (method: string, path: string, body?: string | ReadableStream) =>
    fetch(`${url}/__sim/${path}`, {
      method,
      headers: { "content-type": "application/json" },
      ...(body === undefined ? {} : { body, duplex: "half" }),
    });
  const clock = JSON.stringify({ advanceMs: 0 });
  const large = " ".repeat(1_000_001);
  expect((await call("DELETE", "faults")).status).toBe(204);
  expect((await call("POST", "clock", clock)).status).toBe(200);
  expect((await call("POST", "clock", chunked(clock))).status).toBe(200);
  expect((await call("POST", "clock", large)).status).toBe(413);
  expect((await call("POST", "clock", chunked(large))).status).toBe(413);
});
