import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { ANN, SEED_CALENDARS } from "../index.ts";
import { connect, refusal, START, testSimulator } from "../test-client.ts";

const calendarId = SEED_CALENDARS.meetingRoom;
const HOURS = { start: { dateTime: "2026-11-26T09:00:00Z" }, end: { dateTime: "2026-11-26T10:00:00Z" } };
const weekMs = 604_800_000;

/** A webhook that remembers the headers it got, and answers as told. */
async function webhook(answers: number[] = []) {
  const received: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    received.push(request.headers);
    response.writeHead(answers.shift() ?? 200).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return { received, address: `http://127.0.0.1:${port}/hook` };
}

async function setUp(answers?: number[]) {
  const simulator = await testSimulator();
  const { api } = await connect(simulator.url);
  const hook = await webhook(answers);
  const watch = async (change: object = {}) => {
    const channel = { id: "channel-1", type: "web_hook", address: hook.address, token: "secret", ...change };
    return (await api.events.watch({ calendarId, requestBody: channel })).data;
  };
  const add = (summary: string) => api.events.insert({ calendarId, requestBody: { ...HOURS, summary } });
  const settle = () => simulator.control("POST", "notifications/settle");
  const fault = (rule: object) => simulator.control("POST", "notifications/faults", rule);
  return { ...simulator, api, hook, watch, add, settle, fault };
}

const told = ({ received }: { received: IncomingHttpHeaders[] }) =>
  received.map((headers) => [headers["x-goog-resource-state"], Number(headers["x-goog-message-number"])]);

test("a channel begins with a sync message and tells of each change, under rising numbers with gaps", async () => {
  const { watch, add, settle, hook } = await setUp();
  const channel = await watch();
  expect(channel).toMatchObject({ kind: "api#channel", id: "channel-1", expiration: String(START + weekMs) });
  for (const name of ["a", "b", "c", "d"]) {
    await add(name);
    await settle();
  }
  expect(told(hook)).toEqual([
    ["sync", 1],
    ["exists", 2],
    ["exists", 3],
    ["exists", 5],
    ["exists", 6],
  ]);
  expect(hook.received[1]).toMatchObject({
    "x-goog-channel-id": "channel-1",
    "x-goog-channel-token": "secret",
    "x-goog-resource-id": channel.resourceId,
    "x-goog-channel-expiration": "Tue, 01 Dec 2026 11:00:00 GMT",
  });
});

test("a change by the owner's hand is told, too; a stopped or expired channel tells nothing", async () => {
  const { watch, add, settle, hook, control, api } = await setUp();
  const { resourceId } = await watch();
  await watch({ id: "channel-2", expiration: String(START + 1000) });
  await settle();
  await control("POST", "clock", { advanceMs: 2000 });
  const place = { provider: "google", account: ANN, calendarId };
  await control("POST", "events", { ...place, event: HOURS });
  await settle();
  expect(told(hook)).toEqual([
    ["sync", 1],
    ["sync", 1],
    ["exists", 2],
  ]);
  await api.channels.stop({ requestBody: { id: "channel-1", resourceId: resourceId ?? "" } });
  await add("unseen");
  await settle();
  expect(hook.received).toHaveLength(3);
  const again = api.channels.stop({ requestBody: { id: "channel-1", resourceId: resourceId ?? "" } });
  expect(await refusal(again)).toMatchObject({ status: 404 });
});

test.each([
  ["an id in use", { id: "channel-0" }, "channelIdNotUnique"],
  ["an id too long", { id: "x".repeat(65) }, "invalid"],
  ["another type", { type: "web_socket" }, "invalid"],
  ["plain http elsewhere", { address: "http://app.example/hook" }, "push.webhookUrlNotHttps"],
  ["a long token", { token: "x".repeat(257) }, "invalid"],
  ["a foreign field", { colour: "red" }, "badRequest"],
])("refuses %s", async (_name, change, reason) => {
  const { watch } = await setUp();
  await watch({ id: "channel-0" });
  expect(await refusal(watch(change))).toMatchObject({ status: 400, reason });
});

test("public holidays cannot be watched", async () => {
  const { api, hook } = await setUp();
  const requestBody = { id: "channel-1", type: "web_hook", address: hook.address };
  const refused = api.events.watch({ calendarId: SEED_CALENDARS.holidays, requestBody });
  expect(await refusal(refused)).toMatchObject({
    status: 400,
    reason: "pushNotSupportedForRequestedResource",
  });
});

test("messages can get lost, arrive twice, out of order, and with a wrong secret", async () => {
  const { watch, add, settle, fault, hook } = await setUp();
  await watch();
  for (const what of ["lose", "duplicate", "reorder", "wrongSecret"]) {
    await fault({ do: what });
    await add(what);
    await settle();
  }
  expect(told(hook).map(([, number]) => number)).toEqual([1, 3, 3, 6, 5]);
  expect(hook.received.map((headers) => headers["x-goog-channel-token"])).toEqual([
    "secret",
    "secret",
    "secret",
    "not-secret",
    "secret",
  ]);
});

test("a webhook that answers 503 is tried again, one that refuses is not", async () => {
  const { watch, settle, hook } = await setUp([503, 200]);
  await watch();
  expect((await settle()).body).toMatchObject([{ status: 200, attempts: 2 }]);
  expect(hook.received).toHaveLength(2);
  const refusing = await setUp([404]);
  await refusing.watch();
  expect((await refusing.settle()).body).toMatchObject([{ status: 404, attempts: 1 }]);
});
