import { Inngest } from "inngest";
import { serve } from "inngest/edge";
import { expect, test } from "vitest";
import { readRegistry } from "./registry.ts";

type Options = Parameters<Inngest["createFunction"]>[0];

function register(...functions: Omit<Options, "triggers">[]) {
  const client = new Inngest({ id: "app", isDev: true });
  const created = functions.map((options) =>
    client.createFunction({ triggers: [{ event: "it" }], ...options } as Options, () => undefined),
  );
  return readRegistry(serve({ client, functions: created }), client);
}

test("functions are read from the SDK, the failure handler among them", async () => {
  const registry = await register({ id: "one", retries: 2, onFailure: () => undefined });
  expect(registry.get("app-one")).toMatchObject({ maxAttempts: 3, events: [{ event: "it" }], crons: [] });
  const failure = registry.get("app-one-failure");
  expect(failure).toMatchObject({ maxAttempts: 2, events: [{ event: "inngest/function.failed" }] });
  const matches = failure?.events[0]?.matches;
  expect(matches?.({ event: { data: { function_id: "app-one" } } })).toBe(true);
  expect(matches?.({ event: { data: { function_id: "app-two" } } })).toBe(false);
});

test("without retries the server's default of four applies", async () => {
  expect((await register({ id: "one" })).get("app-one")?.maxAttempts).toBe(5);
});

test.each([
  ["batchEvents", { batchEvents: { maxSize: 10, timeout: "5s" } }],
  ["throttle", { throttle: { limit: 1, period: "5s" } }],
  ["rateLimit", { rateLimit: { limit: 1, period: "5s" } }],
  ["priority", { priority: { run: "event.data.n" } }],
  ["timeouts", { timeouts: { start: "5s" } }],
  ["debounce.timeout", { debounce: { period: "5s", timeout: "1m" } }],
  ["cancel.0.timeout", { cancelOn: [{ event: "x", timeout: "1m" }] }],
  ["concurrency", { concurrency: { limit: 1, key: "'all'", scope: "account" } }],
  ["concurrency", { concurrency: [{ limit: 1 }, { limit: 2, key: "event.data.id" }] }],
  ["beyond what", { singleton: { key: "size(event.data.list)", mode: "skip" } }],
  ["wildcard", { triggers: [{ event: "app/*" }] }],
  ["inngest/function.finished", { triggers: [{ event: "inngest/function.finished" }] }],
  ["five fields", { triggers: [{ cron: "*/5 * * * * *" }] }],
  ["jitter", { triggers: [{ cron: "* * * * *", jitter: "30s" }] }],
])("%s is refused by name, with the function's", async (option, options) => {
  const refusal = register({ id: "fine" }, { id: "one", ...options } as Options);
  await expect(refusal).rejects.toThrow(/app-one: /);
  await expect(refusal).rejects.toThrow(option);
  await expect(refusal).rejects.not.toThrow(/app-fine/);
});

test("all refusals come in one error", async () => {
  const refusal = register(
    { id: "one", priority: { run: "1" } },
    { id: "two", throttle: { limit: 1, period: "5s" } },
  );
  await expect(refusal).rejects.toThrow(/app-one: unsupported priority[\s\S]*app-two: unsupported throttle/);
});

test("a client in cloud mode is refused, for it would check signatures", async () => {
  const client = new Inngest({ id: "app", isDev: false, signingKey: "signkey-test-00", eventKey: "key" });
  await expect(readRegistry(serve({ client, functions: [] }), client)).rejects.toThrow("isDev: true");
});
