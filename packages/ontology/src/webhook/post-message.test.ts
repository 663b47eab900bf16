import { createServer, type RequestListener, request } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { postMessage, publicLookup } from "./post-message.ts";

const allowPrivate = true;

/** A server of the test's own; `seen` has the paths that were asked for, `connections` counts every connection. */
async function receiver(listener: RequestListener) {
  const seen: string[] = [];
  let connections = 0;
  const server = createServer((incoming, outgoing) => {
    seen.push(`${incoming.method} ${incoming.url}`);
    listener(incoming, outgoing);
  });
  server.on("connection", () => connections++);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  // A server that listens on a port has such an address.
  const { port } = server.address() as AddressInfo;
  return { port, seen, connections: () => connections };
}

const message = (port: number, path = "/hook") => ({
  url: `http://127.0.0.1:${port}${path}`,
  headers: { "content-type": "application/json", "webhook-id": "1" },
  body: '{"a":"ü"}',
});

test("[WH13] an answer from 200 to 299 is well, whatever its body", async () => {
  for (const status of [200, 202, 204, 299]) {
    const { port } = await receiver((_, outgoing) => outgoing.writeHead(status).end("x".repeat(100_000)));
    expect(await postMessage(message(port), { allowPrivate })).toEqual({
      status,
      error: null,
      retryAfter: null,
    });
  }
});

test("[WH13] a body that never ends holds nothing up", async () => {
  for (const [status, error] of [
    [200, null],
    [500, `Answered 500: ${"x".repeat(400)}`],
  ] as const) {
    const { port } = await receiver((_, outgoing) => void outgoing.writeHead(status).write("x".repeat(5000)));
    expect(await postMessage(message(port), { allowPrivate })).toEqual({ status, error, retryAfter: null });
  }
});

test("[WH13] the message arrives as it was given", async () => {
  let arrived = "";
  const { port, seen } = await receiver((incoming, outgoing) => {
    incoming.on("data", (chunk) => {
      arrived += chunk;
    });
    incoming.on("end", () => outgoing.end());
  });
  await postMessage(message(port, "/a?b=c"), { allowPrivate });
  expect(seen).toEqual(["POST /a?b=c"]);
  expect(arrived).toBe('{"a":"ü"}');
});

test("[WH13] no redirect is followed", async () => {
  const inside = await receiver((_, outgoing) => outgoing.end("secret"));
  const { port } = await receiver((_, outgoing) =>
    outgoing.writeHead(307, { location: `http://127.0.0.1:${inside.port}/admin` }).end(),
  );
  const answer = await postMessage(message(port), { allowPrivate });
  expect(answer).toMatchObject({ status: 307, error: expect.stringContaining("redirects are not followed") });
  expect(inside.seen).toEqual([]);
});

test("[WH13] a receiver that does not answer is given up in time", async () => {
  const silent = await receiver(() => undefined);
  const answer = await postMessage(message(silent.port), { allowPrivate, timeoutMs: 100 });
  expect(answer).toEqual({ status: null, error: "No answer in time", retryAfter: null });
});

test("[WH13] a receiver that hangs up or is not there is said without names or addresses", async () => {
  const rude = await receiver((incoming) => incoming.socket.destroy());
  expect((await postMessage(message(rude.port), { allowPrivate })).error).toBe("Not reached (ECONNRESET)");
  expect((await postMessage(message(1), { allowPrivate })).error).toBe("Not reached (ECONNREFUSED)");
  const nobody = { ...message(1), url: "https://nobody.invalid/?token=abc" };
  expect((await postMessage(nobody, { allowPrivate: false })).error).toMatch(/^Not reached \(E[A-Z_]+\)$/);
});

test("[WH13] a receiver that changes the protocol, or answers no HTTP, has not taken the message", async () => {
  for (const answer of [
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n",
    "hello\r\n",
  ]) {
    const { port } = await receiver((incoming) => incoming.socket.write(answer));
    const { status, error } = await postMessage(message(port), { allowPrivate, timeoutMs: 2_000 });
    expect({ status, error }).toEqual({ status: null, error: expect.stringMatching(/^Not reached \(/) });
  }
});

test("[WH16] of what a receiver says an error keeps the beginning, without control characters", async () => {
  const { port } = await receiver((_, outgoing) =>
    outgoing.writeHead(503, { "retry-after": "120" }).end(`\u0000no\n\u001b[31m${"x".repeat(900)}`),
  );
  const { status, error, retryAfter } = await postMessage(message(port), { allowPrivate });
  expect({ status, retryAfter }).toEqual({ status: 503, retryAfter: "120" });
  expect(error).toMatch(/^Answered 503: no \[31mx+$/);
  expect((error ?? "").length).toBeLessThanOrEqual(500);
});

test.each([
  "https://127.0.0.1:PORT/",
  "http://127.0.0.1:PORT/",
  "https://2130706433:PORT/",
  "https://0x7f.1:PORT/",
  "https://[::1]:PORT/",
  "https://[::ffff:127.0.0.1]:PORT/",
  "https://localhost:PORT/",
  "https://10.0.0.1/",
  "https://169.254.169.254/latest/meta-data",
  "https://[::ffff:10.0.0.1]/",
])("[WH21] nothing is sent to %s, stored by whatever means", async (address) => {
  const { port, connections } = await receiver((_, outgoing) => outgoing.end());
  const url = address.replace("PORT", String(port));
  const answer = await postMessage({ ...message(port), url }, { allowPrivate: false });
  expect(answer).toMatchObject({ status: null, error: expect.stringContaining("private network") });
  expect(connections()).toBe(0);
});

test("[WH21] a name that resolves to this machine is refused when connecting, before any connection", async () => {
  const { port, connections } = await receiver((_, outgoing) => outgoing.end());
  const failure = await new Promise((resolve) => {
    request(`http://localhost:${port}/`, { lookup: publicLookup }, resolve).on("error", resolve).end();
  });
  expect(failure).toMatchObject({ name: "PrivateAddressError" });
  expect(connections()).toBe(0);
});

test("[WH21] the look-up refuses in both forms that Node asks in", async () => {
  for (const all of [true, false]) {
    const error = await new Promise((resolve) => publicLookup("localhost", { all }, resolve));
    expect(error).toMatchObject({ name: "PrivateAddressError" });
  }
});
