import { createServer } from "node:http";
import { expect, test } from "@playwright/test";
import { inngestSignature } from "../server/inngest-signature.ts";
import { type RunningServer, startServer } from "./server.ts";

const signingKey = "signkey-test-0123456789abcdef0123456789abcdef";

type Received = { method: string; path: string; authorization: string; body: string };

/** Stands in for an Inngest server: takes events and registrations and remembers them. */
async function startStandIn() {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const { method = "", url: path = "", headers } = request;
    received.push({ method, path, authorization: headers.authorization ?? "", body });
    response.setHeader("Content-Type", "application/json");
    response.end(
      JSON.stringify(path.startsWith("/e/") ? { ids: ["1"], status: 200 } : { ok: true, modified: true }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return { url: `http://127.0.0.1:${port}`, received, close: () => server.close() };
}

function send(server: RunningServer, call: { method: string; path?: string; body?: string; key?: string }) {
  const { method, path = "/api/inngest", body, key } = call;
  const headers = new Headers({ "Content-Type": "application/json" });
  if (key)
    headers.set("X-Inngest-Signature", inngestSignature(body ?? '""', key, Math.floor(Date.now() / 1000)));
  return fetch(`${server.url}${path}`, { method, headers, ...(body === undefined ? {} : { body }) });
}

test("with Inngest configured its door takes signed calls alone, registers itself and no executor runs", async () => {
  test.setTimeout(120_000);
  const standIn = await startStandIn();
  const server = await startServer({
    INNGEST_BASE_URL: standIn.url,
    INNGEST_EVENT_KEY: "event-key",
    INNGEST_SIGNING_KEY: signingKey,
  });
  try {
    const registered = () => standIn.received.filter(({ path }) => path.startsWith("/fn/register"));
    await expect.poll(() => registered().length).toBe(1);
    const app = JSON.parse(registered()[0]?.body ?? "{}");
    expect(app.url).toContain(`${server.url}/api/inngest`);
    const ids: string[] = app.functions.map(({ id }: { id: string }) => id);
    expect(ids).toContain("availability-sync-due-calendars");
    expect(registered()[0]?.authorization).toMatch(/^Bearer signkey-/);

    const body = JSON.stringify({ ctx: {}, event: { data: {}, name: "x" }, events: [], steps: {} });
    const run = "/api/inngest?fnId=availability-relay-outbox&stepId=step";
    expect((await send(server, { method: "PUT", body: "{}" })).status).toBe(401);
    expect((await send(server, { method: "POST", path: run, body })).status).toBe(401);
    expect((await send(server, { method: "GET" })).status).toBe(401);
    expect((await send(server, { method: "PUT", body: "{}", key: "00ff" })).status).toBe(401);
    expect(registered()).toHaveLength(1);

    expect((await send(server, { method: "PUT", body: "{}", key: signingKey })).status).toBe(200);
    expect(registered()).toHaveLength(2);
    const now = Date.now();
    const call = JSON.stringify({
      ctx: {
        attempt: 0,
        disable_immediate_execution: false,
        run_id: "run",
        stack: { current: 0, stack: [] },
        use_api: false,
      },
      event: { data: {}, id: "event", name: "inngest/scheduled.timer", ts: now },
      events: [{ data: {}, id: "event", name: "inngest/scheduled.timer", ts: now }],
      steps: {},
      version: 2,
    });
    const answer = await send(server, { method: "POST", path: run, body: call, key: signingKey });
    expect([200, 206]).toContain(answer.status);
    expect(server.output()).not.toMatch(/run ended|leading the job executor/);
    expect(server.output()).not.toContain("0123456789abcdef");
  } finally {
    await server.stop();
    standIn.close();
  }
});

test("without Inngest there is no door", async () => {
  test.setTimeout(120_000);
  const server = await startServer();
  try {
    for (const method of ["GET", "POST", "PUT"]) {
      expect(
        (await send(server, { method, ...(method === "GET" ? {} : { body: "{}" }), key: signingKey })).status,
      ).toBe(404);
    }
  } finally {
    await server.stop();
  }
});
