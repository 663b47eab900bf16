import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { SEED_MICROSOFT_CALENDARS } from "../index.ts";
import { START } from "../test-client.ts";
import { hour, testGraph } from "./test-client.ts";

const calendar = `me/calendars/${SEED_MICROSOFT_CALENDARS.treatmentRoom}/events`;

/** A webhook that echoes validation tokens, unless told not to, and remembers what it was told. */
async function webhook(echoes = true) {
  const received: Record<string, unknown>[] = [];
  const server = createServer((request, response) => {
    const token = new URL(request.url ?? "", "http://hook").searchParams.get("validationToken");
    if (token !== null) {
      response.writeHead(200, { "content-type": "text/plain" }).end(echoes ? token : "no");
      return;
    }
    let text = "";
    request.on("data", (chunk) => {
      text += chunk;
    });
    request.on("end", () => {
      received.push(...JSON.parse(text).value);
      response.writeHead(202).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return { received, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook` };
}

async function setUp({ echoes = true } = {}) {
  const simulator = await testGraph();
  const hook = await webhook(echoes);
  const input = {
    changeType: "created,updated,deleted",
    notificationUrl: hook.url,
    lifecycleNotificationUrl: hook.url,
    resource: calendar,
    expirationDateTime: new Date(START + 86_400_000).toISOString(),
    clientState: "secret",
  };
  const subscribe = (change: object = {}) =>
    simulator.graph("POST", "/subscriptions", { ...input, ...change });
  const settle = () => simulator.control("POST", "notifications/settle");
  return { ...simulator, hook, subscribe, settle };
}

test("a subscription begins with a handshake, tells of each change with its client state, and ends by the clock", async () => {
  const { graph, subscribe, settle, hook, control } = await setUp();
  const { status, body } = await subscribe();
  expect(status).toBe(201);
  expect((await subscribe()).status).toBe(409);
  const made = await graph("POST", `/${calendar}`, hour("2026-11-25T09:00:00"));
  await graph("PATCH", `/me/events/${made.body.id}`, { subject: "Other" });
  await graph("DELETE", `/me/events/${made.body.id}`);
  await settle();
  expect(hook.received.map(({ changeType }) => changeType)).toEqual(["created", "updated", "deleted"]);
  expect(hook.received[0]).toMatchObject({ subscriptionId: body.id, clientState: "secret" });
  await control("POST", "clock", { advanceMs: 2 * 86_400_000 });
  expect(await control("GET", "subscriptions")).toMatchObject({ body: [] });
});

test("an endpoint that does not echo the token is refused, and so is an end too far away", async () => {
  const { subscribe } = await setUp({ echoes: false });
  const refused = await subscribe();
  expect(refused).toMatchObject({ status: 400, body: { error: { code: "InvalidRequest" } } });
  expect(refused.body.error.message).toContain("Subscription validation request failed");
  const far = await subscribe({ expirationDateTime: new Date(START + 8 * 86_400_000).toISOString() });
  expect(far.body.error.message).toContain("10080 minutes");
});

test("lifecycle notifications arrive, and a removed subscription is gone", async () => {
  const { graph, subscribe, settle, hook, control } = await setUp();
  const { body } = await subscribe();
  const renewed = { expirationDateTime: new Date(START + 2 * 86_400_000).toISOString() };
  expect((await graph("PATCH", `/subscriptions/${body.id}`, renewed)).body).toMatchObject(renewed);
  expect((await graph("POST", `/subscriptions/${body.id}/reauthorize`)).status).toBe(204);
  for (const event of ["reauthorizationRequired", "missed", "subscriptionRemoved"])
    await control("POST", `subscriptions/${body.id}/lifecycle`, { event });
  await settle();
  expect(hook.received.map(({ lifecycleEvent }) => lifecycleEvent)).toEqual([
    "reauthorizationRequired",
    "missed",
    "subscriptionRemoved",
  ]);
  expect((await graph("GET", `/subscriptions/${body.id}`)).status).toBe(404);
});

test("before its end a subscription is asked, once, to be authorised again", async () => {
  const { subscribe, settle, hook, control } = await setUp();
  await subscribe();
  const pass = async (hours: number) => {
    await control("POST", "clock", { advanceMs: hours * 3_600_000 });
    await settle();
    return hook.received.map(({ lifecycleEvent }) => lifecycleEvent);
  };
  expect(await pass(17)).toEqual([]);
  expect(await pass(2)).toEqual(["reauthorizationRequired"]);
  expect(await pass(1)).toHaveLength(1);
});

test("a batch answers each call by itself, with the faults it meets", async () => {
  const { graph, control } = await setUp();
  await control("POST", "faults", { preset: "graphThrottledRetryAfter", match: { method: "me.get" } });
  const requests = ["/me", "/me/calendars"].map((url, index) => ({ id: `${index}`, method: "GET", url }));
  const { status, body } = await graph("POST", "/$batch", { requests });
  expect(status).toBe(200);
  expect(body.responses.map((each: { status: number }) => each.status)).toEqual([429, 200]);
});

test("a snapshot brings everything back, and a post whose answer was lost took effect once", async () => {
  const { graph, control } = await setUp();
  const { id } = (await control("POST", "snapshots")).body;
  await control("POST", "faults", { preset: "graphApplyThenDrop" });
  const booking = hour("2026-11-25T09:00:00", { transactionId: "t-9" });
  await expect(graph("POST", `/${calendar}`, booking)).rejects.toThrow();
  expect((await graph("POST", `/${calendar}`, booking)).status).toBe(201);
  expect((await graph("GET", `/${calendar}`)).body.value).toHaveLength(3);
  await control("POST", `snapshots/${id}/restore`);
  expect((await graph("GET", `/${calendar}`)).body.value).toHaveLength(2);
});
